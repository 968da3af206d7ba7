import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach } from 'vitest';

/** What the server answers to the n-th recipient that it is offered: `null` for a yes. */
export type Answer = (recipient: string, nth: number) => { code: number; text: string } | null;

export interface MailServerProbe {
  port: number;
  mails: { to: string[]; raw: string; parsed: ParsedMail }[];
}

/** A real SMTP server on the loopback interface for one test, closed after it. */
export function testMailServers(): (answer?: Answer, options?: SMTPServerOptions) => Promise<MailServerProbe> {
  const open: SMTPServer[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
  });
  return async (answer = () => null, options = {}) => {
    const mails: MailServerProbe['mails'] = [];
    let offered = 0;
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      onRcptTo: ({ address }, _session, done) => {
        offered += 1;
        const no = answer(address, offered);
        done(no ? Object.assign(new Error(no.text), { responseCode: no.code }) : null);
      },
      onData: (stream, { envelope }, done) => {
        const to = envelope.rcptTo.map(({ address }) => address);
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks);
          simpleParser(raw, (error: Error | null, parsed) => {
            if (!error) mails.push({ to, raw: raw.toString('utf8'), parsed });
            done(error, 'kept');
          });
        });
      },
      ...options,
    });
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const address = server.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return { port: address.port, mails };
  };
}

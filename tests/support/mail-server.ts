import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach } from 'vitest';

/** What the server answers to the n-th recipient that it is offered: `null` for a yes, `hang` for nothing until `release()`. */
export type Answer = (recipient: string, nth: number) => { code: number; text: string } | 'hang' | null;

export interface MailServerProbe {
  port: number;
  mails: { to: string[]; raw: string; parsed: ParsedMail }[];
  /** Recipients that wait for an answer. */
  hanging: string[];
  /** Puts off whoever hangs, and answers at once from now on. */
  release(): void;
}

/** A real SMTP server on the loopback interface for one test, closed after it. */
export function testMailServers(): (answer?: Answer, options?: SMTPServerOptions) => Promise<MailServerProbe> {
  const open: SMTPServer[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
  });
  return async (answer = () => null, options = {}) => {
    const mails: MailServerProbe['mails'] = [];
    const hanging: string[] = [];
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    let offered = 0;
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      // What waits in its sender's pool is put off at once: by itself it stays for half a minute.
      closeTimeout: 1,
      onRcptTo: ({ address }, _session, done) => {
        offered += 1;
        const no = answer(address, offered);
        const refuse = (code: number, text: string) => done(Object.assign(new Error(text), { responseCode: code }));
        if (no === 'hang') {
          hanging.push(address);
          void released.then(() => refuse(451, 'not now'));
        } else if (no) refuse(no.code, no.text);
        else done(null);
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
    // A client that hangs up amid the handshake.
    server.on('error', () => {});
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const address = server.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return { port: address.port, mails, hanging, release };
  };
}

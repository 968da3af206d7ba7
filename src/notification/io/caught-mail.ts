import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Clock } from '../../lib/clock.ts';
import type { CaughtMail } from '../caught-mail.ts';

export interface MailCatcher {
  port: number;
  /** Newest first. */
  mails(): readonly CaughtMail[];
  close(): Promise<void>;
}

const LARGEST_BYTES = 256 * 1024;
const KEPT = 200;

/**
 * A mail server for the demonstration: takes mail on the loopback interface, shows it, passes nothing on. `report` is told of
 * a connection that failed.
 */
export async function catchMail(clock: Clock, report: (error: Error) => void): Promise<MailCatcher> {
  const caught: CaughtMail[] = [];
  const keep = (mail: CaughtMail) => {
    caught.unshift(mail);
    caught.length = Math.min(caught.length, KEPT);
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST_BYTES,
    rejectOversized: true,
    logger: false,
    // A mail program that keeps its connection open does not keep the demonstration from ending.
    closeTimeout: 500,
    onData: (stream, session, done) => {
      const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
      simpleParser(stream, (error: Error | null, mail) => {
        if (error) return done(error);
        if (!stream.sizeExceeded) keep(readMail(mail, to, clock.now()));
        return done();
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  server.on('error', report);
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The mail catcher has no port');
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port: address.port, mails: () => [...caught], close };
}

function readMail({ subject = '', text = '', headerLines }: ParsedMail, to: string, receivedAt: number): CaughtMail {
  const headers = Object.fromEntries(headerLines.map(({ key, line }) => [key, valueOf(line)]));
  return { receivedAt, to, subject, text, headers };
}

/** @example valueOf('List-Unsubscribe: <https://…>') // '<https://…>' */
function valueOf(line: string): string {
  return line
    .slice(line.indexOf(':') + 1)
    .replaceAll(/\r?\n[ \t]+/g, ' ')
    .trim();
}

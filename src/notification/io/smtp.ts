import { createTransport } from 'nodemailer';
import { isLoopback } from '../../lib/loopback.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import { attemptsId } from '../attempts-id.ts';
import type { Channel, Envelope, SendFailure } from '../channel.ts';
import type { MailServer } from '../mail-server.ts';
import { MAILBOX_FULL, NO_ANSWER, TOOK_TOO_LONG } from '../outbox.ts';
import type { Issuer } from '../words/letterhead.ts';
import { leadsHere, notHere, type Resolve } from './leads-here.ts';
import { withCode } from './said.ts';

export interface SmtpChannel extends Channel {
  close(): void;
}

interface Sending {
  resolve: Resolve;
  /** What is not handed over by then is tried again over a new connection. */
  deadlineMs: number;
  /** A server that says nothing for so long will say nothing. */
  silenceMs: number;
}

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
/** A server that says a little now and then is never silent. */
export const DEADLINE_MS = 2 * MINUTE_MS;
/** Half the length of a message that no server may call too long (RFC 5321, 4.5.3.1.7), for letters of several bytes. */
const TAKEN_EVERYWHERE = 32_768;

/**
 * Mail by SMTP, plain text in UTF-8, over kept connections. A demonstration or an exercise hands mail to this
 * machine only, or not at all: the name is checked here, and what it resolves to before every message.
 */
export function createSmtpChannel(
  server: MailServer,
  { kind }: Pick<Issuer, 'kind'>,
  { resolve, deadlineMs = DEADLINE_MS, silenceMs = SILENCE_MS }: Partial<Sending> = {},
): Result<SmtpChannel, SendFailure> {
  const onlyHere = kind !== 'operational';
  const local = isLoopback(server.host);
  const elsewhere = notHere(kind, 'mail goes', server.host);
  if (onlyHere && !local) return err(elsewhere);
  const transport = createTransport({
    pool: true,
    maxConnections: server.connections,
    // A server that takes one message a connection hangs up as the next is begun: that goes over another at once. What is lost again
    // is an error of ours to see and to retry, not the pool's to hide.
    maxRequeues: 3,
    ...connectionTo(server, silenceMs),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const send = async (envelope: Envelope): Promise<Result<{ providerId: string | null }, SendFailure>> => {
    try {
      if (onlyHere && !(await leadsHere(server.host, resolve))) return err(elsewhere);
      const signal = AbortSignal.timeout(deadlineMs);
      const info = await transport.sendMail({ ...mailOf(envelope, server.from), signal });
      return ok({ providerId: info.response.slice(0, 200) });
    } catch (error) {
      return err(failureOf(error, envelope.row.text.length < TAKEN_EVERYWHERE));
    }
  };
  return ok({ name: 'email', send, close: () => transport.close() });
}

export function connectionTo({ host, port, secure, username, password }: MailServer, silenceMs = SILENCE_MS) {
  return {
    host,
    port,
    secure,
    // A password never crosses a network in clear.
    requireTLS: !secure && username !== null && !isLoopback(host),
    ...(username === null ? {} : { auth: { user: username, pass: password ?? '' } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: silenceMs,
  };
}

function mailOf({ row, address, name, leaveUrl }: Envelope, from: string) {
  return {
    from,
    // As an object: a comma in what somebody typed must not become a second recipient.
    to: { name, address },
    subject: row.subject,
    text: row.text,
    messageId: messageIdOf(row, from),
    date: new Date(row.createdAt),
    headers: {
      'Auto-Submitted': 'auto-generated', // RFC 3834: no out-of-office answers
      'Content-Language': row.language,
      ...(leaveUrl === null
        ? {}
        : { 'List-Unsubscribe': `<${leaveUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }), // RFC 8058
    },
  };
}

/** A mail program shows a message sent twice once. */
function messageIdOf(row: Envelope['row'], from: string): string {
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'amont.invalid';
  return `<${attemptsId(row)}@${domain}>`;
}

/** What an error of the library is known by. */
interface Refusal {
  code?: string;
  originalCode?: string;
  responseCode?: number;
  /** All that the server said, from its code on. */
  response?: string;
  command?: string;
}

/**
 * Only a server's final no to this message or its recipient ends it (RFC 5321, 4.2.1: 5yz). A refused password or sender, a
 * lost connection: all worth another try, because somebody will mend them. So is a recipient whom a server refuses
 * by its policy (RFC 3463, X.7.X: relaying is denied, we are on a block list): it says of us what it says, and nothing of the address.
 * And so is a full mailbox, which servers refuse with 5yz and 4yz alike: whoever has it can empty it (RFC 3463, X.2.2).
 */
function failureOf(error: unknown, isShort: boolean): SendFailure {
  if (!(error instanceof Error)) throw error;
  const { code, responseCode, response = '', command } = error as Error & Refusal;
  const isOfRecipient = code === 'EMESSAGE' || (code === 'EENVELOPE' && command !== 'MAIL FROM');
  if (isOfRecipient && isFull(response, isShort)) return { recoverable: true, message: `${MAILBOX_FULL}: ${response}` };
  const aboutMessage = isOfRecipient && !(code === 'EENVELOPE' && isByPolicy(response));
  const refused = responseCode === undefined ? code === 'EENVELOPE' : responseCode >= 500;
  return { recoverable: !(aboutMessage && refused), message: plainlySaid(error) };
}

/** At which step of the conversation the server said no, and its words. @example 'RCPT TO: 550 5.1.1 User unknown' */
export function plainlySaid(error: Error): string {
  const { code = '', originalCode, response, command } = error as Error & Refusal;
  const known = plainly.get(code) ?? plainly.get(error.message);
  if (known !== undefined) return known;
  if (response && command) return `${command}: ${response}`;
  return withCode(error.message, originalCode);
}

export const TOO_SLOW = `the mail server ${TOOK_TOO_LONG}`;
const HUNG_UP = `the mail server ${NO_ANSWER}, or hung up before it had said yes`;

/** What the library says of itself, said of the mail server: whoever reads it looks there. */
const plainly: ReadonlyMap<string, string> = new Map([
  ['EABORT', TOO_SLOW],
  ['ETIMEDOUT', `the mail server ${NO_ANSWER}`],
  ['Reached maximum number of retries after connection was closed', HUNG_UP],
  ['Connection closed unexpectedly', HUNG_UP],
]);

/** @example '554 5.7.1 <a@example.org>: Relay access denied' // true */
function isByPolicy(response: string): boolean {
  return /^5\d\d[ -]5\.7\.\d/m.test(response);
}

/** X.2.2, or 552 alone, which is also said of a message that is too long. @example '552 5.2.2 Mailbox full' // true  @example '552 5.3.4 Too big' // false */
function isFull(response: string, isShort: boolean): boolean {
  return /^[45]\d\d[ -][45]\.2\.2\b/m.test(response) || (isShort && /^552(?![ -]\d\.\d)/.test(response));
}

/** What a no of a provider comes down to. */
export type Cause =
  | 'mailbox-unknown'
  | 'mailbox-full'
  | 'refused-by-rule'
  | 'put-off'
  | 'sender-refused'
  | 'key-refused'
  | 'not-there'
  | 'not-taken'
  | 'out-of-order'
  | 'timed-out'
  | 'unreachable'
  | 'certificate';

/**
 * By the codes that stand in why a message was not sent, never by its prose, which is each provider's own: replies of mail servers (RFC 5321,
 * RFC 3463), statuses of HTTP (RFC 9110), refusals of MQTT brokers (3.1.1, 3.2.2.3; 5, 3.2.2.2), names of errors of the net and of certificates. `null`: it says nothing that is known.
 *
 * @example causeOf('RCPT TO: 550 5.1.1 Empfänger unbekannt') // 'mailbox-unknown'  @example causeOf('HTTP 503 from gsm') // 'out-of-order'
 */
export function causeOf(reason: string): Cause | null {
  const [, step = '', reply = '', subject = ''] =
    /^(CONN|MAIL FROM|RCPT TO|DATA|AUTH|the mailbox is full)[^:]*: ([245]\d\d)(?:[ -][245]\.(\d{1,3}\.\d{1,3}))?/.exec(
      reason,
    ) ?? [];
  if (step !== '') return byReply(step, reply, subject);
  const [, status] = /^HTTP (\d{3}) from /.exec(reason) ?? [];
  if (status !== undefined) return byStatus(Number(status));
  return names.find(([name]) => name.test(reason))?.[1] ?? null;
}

const UNKNOWN = ['1.1', '1.2', '1.3', '1.6', '1.10', '2.1'];
const OF_SENDER = ['1.7', '1.8'];

function byReply(step: string, reply: string, subject: string): Cause | null {
  if (step === 'the mailbox is full') return 'mailbox-full';
  if (reply.startsWith('4')) return 'put-off';
  if (step === 'AUTH') return 'key-refused';
  // Said there of the message (RFC 1870) and of how we connect (RFC 3207, RFC 4954), not of the address.
  if (step === 'MAIL FROM' && ['530', '552'].includes(reply)) return null;
  if (step === 'MAIL FROM' || OF_SENDER.includes(subject)) return 'sender-refused';
  if (UNKNOWN.includes(subject)) return 'mailbox-unknown';
  if (subject.startsWith('7.')) return 'refused-by-rule';
  // Without the finer code 550, 551 and 553 say that there is no such mailbox, or none that takes it (RFC 5321, 4.2.3).
  return step === 'RCPT TO' && subject === '' && ['550', '551', '553'].includes(reply) ? 'mailbox-unknown' : null;
}

function byStatus(status: number): Cause | null {
  if (status >= 500) return 'out-of-order';
  if (status === 401 || status === 403 || status === 407) return 'key-refused';
  if (status === 404 || status === 410) return 'not-there';
  if (status === 400 || status === 422) return 'not-taken';
  return status === 408 || status === 429 ? 'put-off' : null;
}

const names: readonly (readonly [RegExp, Cause])[] = [
  [/^MQTT (4|5|134|135):/, 'key-refused'],
  [/^MQTT (3|136|137):/, 'out-of-order'],
  // What mqtt.js says has no code.
  [/\b(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT)\b|^(Keepalive|connack) timeout$/, 'timed-out'],
  [
    /\b([A-Z\d_]*(CERT|UNKNOWN_CA)[A-Z_]*|UNABLE_TO_VERIFY_LEAF_SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA)\b/,
    'certificate',
  ],
  [
    /\b(ECONNREFUSED|ECONNRESET|EPIPE|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN|UND_ERR_SOCKET)\b/,
    'unreachable',
  ],
];

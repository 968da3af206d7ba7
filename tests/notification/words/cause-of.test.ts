import { expect, test } from 'vitest';
import { type Cause, causeOf } from '../../../src/notification/words/cause-of.ts';

const mqtt = (...codes: readonly number[]) => codes.map((code) => `MQTT ${code}: no`);

// How each is said, and the commonest of each: tests/http/told-view.test.ts.
test.each<[Cause | null, readonly string[]]>([
  ['mailbox-unknown', ['RCPT TO: 550 no', 'RCPT TO: 551 no', 'RCPT TO: 550 5.1.10 no', 'RCPT TO: 550 5.2.1 disabled']],
  ['refused-by-rule', ['CONN: 554 5.7.1 blocked', 'RCPT TO: 550 5.7.1 blocked']],
  ['sender-refused', ['RCPT TO: 550 5.1.8 no', 'DATA: 550 5.1.7 no', 'MAIL FROM: 553 no']],
  ['mailbox-full', ['the mailbox is full: 452 4.2.2 no']],
  ['put-off', ['CONN: 421 4.3.2 no', 'MAIL FROM: 450 4.1.8 no', 'HTTP 408 from gsm', 'HTTP 429 from gsm']],
  ['key-refused', ['HTTP 401 from gsm', 'HTTP 403 from gsm', 'HTTP 407 from gsm', ...mqtt(4, 5, 134, 135)]],
  ['not-there', ['HTTP 404 from gsm', 'HTTP 410 from gsm']],
  ['timed-out', ['Keepalive timeout', 'connack timeout']],
  ['not-taken', ['HTTP 422 from gsm']],
  ['out-of-order', ['HTTP 503 from gsm', ...mqtt(3, 136, 137)]],
  // What says nothing of the address, and a yes that was none by its words.
  [
    null,
    [
      'RCPT TO: 554 no',
      'RCPT TO: 550 5.4.1 no',
      'DATA: 550 no',
      'HTTP 402 from gsm',
      'HTTP 200 from gsm: 503',
      ...mqtt(2, 133),
    ],
  ],
])('%s: %j', (cause, reasons) => {
  expect(reasons.map(causeOf)).toEqual(reasons.map(() => cause));
});

import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import type { OutboxRow } from '../outbox.ts';
import { type Issuer, voices } from '../words/letterhead.ts';
import { toGsm } from './gsm-text.ts';
import { toSpeech } from './spoken-message.ts';

/**
 * What a phone is told names the time of day at which the water was measured: days later, as after an outage, that seems to be of today. So it says when it
 * was written, as a mail does. What was held until quiet hours were over is late from then on.
 */
export function saidLate(
  row: OutboxRow,
  { now, issuer, timeZone }: { now: Instant; issuer: Pick<Issuer, 'name'>; timeZone: string },
): OutboxRow {
  const isTold = row.recipient.kind === 'contact' || row.recipient.kind === 'subscription';
  const isToPhone = row.channel === 'sms' || row.channel === 'voice';
  if (!isTold || !isToPhone || row.test || now - Math.max(row.createdAt, row.notBefore) <= HOUR_MS) return row;
  const { words, around } = voices[row.language];
  const written = around.written(words.instant(row.createdAt, timeZone), issuer.name);
  if (row.channel === 'voice') return { ...row, text: `${toSpeech(around.aloud(written))} ${row.text}` };
  const [first, ...rest] = row.text.split('\n');
  return { ...row, text: [first, toGsm(written), ...rest].join('\n') };
}

import type { Instant } from '../lib/clock.ts';
import type { Channel, Envelope } from './channel.ts';
import type { Journal } from './journal.ts';
import {
  type ChannelName,
  type Delivery,
  type DueRow,
  type OutboxRow,
  RECIPIENT_GONE,
  retryDelayMs,
} from './outbox.ts';

/** What became of the rows of one round; `failed` ones are tried again. */
export interface DeliveryCounts {
  sent: number;
  failed: number;
  dropped: number;
}

/** The most rows of one round. */
const ROUND = 200;

/**
 * Sends what is due, at least once: a row is marked sent after the provider's yes, so a crash between the two sends it again
 * under the same Message-ID. One person's messages go out one after the other, oldest first; a slow mailbox holds up nobody
 * else. Rounds must not overlap.
 *
 * `lookUp` gives the address of a row's recipient, or `null` where the person left. `wallNow` is the machine's time, `now` the
 * event clock's, by which quiet hours end.
 */
export async function deliverDue(
  journal: Pick<Journal, 'due' | 'settle'>,
  channels: ReadonlyMap<ChannelName, Channel>,
  lookUp: (row: OutboxRow) => Envelope | null,
  wallNow: Instant,
  now: Instant,
): Promise<DeliveryCounts> {
  const counts: DeliveryCounts = { sent: 0, failed: 0, dropped: 0 };
  const queues = Map.groupBy(journal.due(wallNow, now, ROUND), ({ recipient, channel }) =>
    JSON.stringify([recipient.kind, recipient.id, channel]),
  );
  const rounds = [...queues.values()].map(async (rows) => {
    let held = false;
    for (const row of rows) {
      // What must be read after another is not sent before it; the level goes whatever became of the rest.
      if (held && row.about !== 'level') continue;
      const delivery = await deliverOne(row, channels.get(row.channel), lookUp, wallNow);
      journal.settle(row.id, delivery);
      held ||= delivery.status === 'pending';
      counts[delivery.status === 'pending' ? 'failed' : delivery.status] += 1;
    }
  });
  // Every queue ends before a bug in one is reported: nothing is still being sent when this returns.
  const bugs = (await Promise.allSettled(rounds)).flatMap((round) =>
    round.status === 'rejected' ? [round.reason] : [],
  );
  if (bugs.length > 0) throw new AggregateError(bugs, 'Delivery stopped for some recipients');
  return counts;
}

async function deliverOne(
  row: DueRow,
  channel: Channel | undefined,
  lookUp: (row: OutboxRow) => Envelope | null,
  wallNow: Instant,
): Promise<Delivery> {
  const attempts = row.attempts + 1;
  if (!channel) return { status: 'dropped', attempts, reason: `no ${row.channel} channel is configured` };
  const envelope = lookUp(row);
  if (!envelope) return { status: 'dropped', attempts, reason: RECIPIENT_GONE };
  const sent = await channel.send(envelope);
  if (sent.ok) return { status: 'sent', attempts, sentAt: wallNow, providerId: sent.value.providerId };
  const { recoverable, message } = sent.error;
  if (!recoverable) return { status: 'dropped', attempts, reason: message };
  return { status: 'pending', attempts, nextAttemptAt: wallNow + retryDelayMs(attempts), lastError: message };
}

import type { Instant } from '../../src/lib/clock.ts';
import { lanes } from '../../src/notification/outbox.ts';
import type { SenderParts } from '../../src/notification/sender.ts';
import { quietSender } from './quiet-sender.ts';

/** Sends all that is due at a moment, a few at once as a town does, and counts what became of it. */
export async function deliverDue(
  journal: SenderParts['journal'],
  channels: SenderParts['channels'],
  lookUp: SenderParts['lookUp'],
  wallNow: Instant,
  now: Instant,
) {
  const counts = { sent: 0, pending: 0, dropped: 0 };
  const parts = { journal, channels, lookUp, wallClock: { now: () => wallNow }, clock: { now: () => now } };
  await Promise.all(
    lanes.flatMap((lane) => {
      const next = quietSender(lane, parts);
      const run = async () => {
        for (let sending = next(); sending; sending = next()) counts[(await sending).status] += 1;
      };
      return [run(), run(), run()];
    }),
  );
  return counts;
}

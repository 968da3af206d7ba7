import type { Logger } from 'pino';
import type { Clock } from '../lib/clock.ts';
import type { Metrics } from '../lib/metrics.ts';
import { goneMailboxes, type MailboxesKnown } from '../notification/residents/gone-mailboxes.ts';
import type { SubscriptionStore } from '../people/subscription.ts';
import type { RecordBook } from '../record/record.ts';
import type { Pause } from './daily.ts';

interface Parts extends Pick<MailboxesKnown, 'journal' | 'told'> {
  subscriptions: Pick<SubscriptionStore, 'confirmed' | 'findByAddress' | 'remove'>;
  record: Pick<RecordBook, 'append'>;
  clock: Clock;
  atomically(work: () => void): void;
  metrics: Pick<Metrics, 'removed'>;
  log: Pick<Logger, 'warn'>;
}

/** Ends the subscriptions of residents whose mailboxes are gone: how many, of which commune, stands on record. Those who decide are never dropped. */
export async function forgetMailboxes(
  communes: readonly string[],
  { subscriptions, record, clock, atomically, metrics, log, ...known }: Parts,
  pause: Pause,
): Promise<void> {
  for (const commune of communes) {
    await pause();
    const gone = await goneMailboxes(commune, { ...known, subscriptions }, communes, pause);
    if (gone.length === 0) continue;
    const mailboxes = gone.length;
    atomically(() => {
      for (const { id } of gone) subscriptions.remove(id);
      record.append({
        at: clock.now(),
        actor: { service: true },
        action: 'mailboxes.erased',
        commune,
        detail: { mailboxes, why: 'unknown-mailbox' },
      });
    });
    metrics.removed.inc({ what: 'mailbox' }, mailboxes);
    log.warn(
      { commune, mailboxes },
      'residents whose mailboxes do not exist any more were erased: again and again their servers said so',
    );
  }
}

import { answerTo } from '../../alert/alert.ts';
import type { Config } from '../../config/config.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Metrics } from '../../lib/metrics.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Journal, ShownJournal } from '../../notification/journal.ts';

/** Whether those are reached and answer whom an alert is for, as figures; what cannot be read is left out. */
export function watchMessages(
  metrics: Metrics,
  { webhooks, communes, instance }: Pick<Config, 'webhooks' | 'communes' | 'instance'>,
  { journal, untold, clock }: { journal: ShownJournal; untold: Journal['untold']; clock: Clock },
): void {
  metrics.watchFailing(journal.failingDeliveries);
  // An exercise reaches nobody, and wakes nobody for that.
  if (instance.kind === 'exercise') return;
  metrics.watchUndeliverable(() => journal.undeliverable(clock.now() - DAY_MS));
  if (instance.kind !== 'operational') return;
  // What throws is left out as a whole: of `null` nobody could tell whether all is well.
  metrics.watchUntold(() =>
    webhooks.map(({ id: machine, tells }) => [{ machine, tells }, untold(machine) === null ? 0 : 1]),
  );
  // One of staff that hangs is a ticket: three hundred communes' lines take it half an hour.
  const heard = webhooks.filter(({ tells }) => tells === 'residents').map(({ id }) => id);
  metrics.watchUntried(() => journal.oldestUntried(heard));
  metrics.watchUnanswered(() =>
    [...communes.keys()].flatMap((commune) => {
      const alert = journal.state(commune)?.alert;
      return alert && answerTo(alert) === null ? [{ commune, level: alert.level }] : [];
    }),
  );
}

import { releaseWhenDue } from '../alert/act.ts';
import { answerTo } from '../alert/alert.ts';
import type { Transition } from '../alert/transition.ts';
import type { Instant } from '../lib/clock.ts';
import type { Policy } from '../policy/policy.ts';
import type { Commune } from '../territory/commune.ts';
import { passOn } from './asked/escalation.ts';
import type { Journal } from './journal.ts';
import { askingOf, type ToldStore } from './told-store.ts';
import { eventsOfAlert } from './words/event-history.ts';

/**
 * What only the passing of time brings: a release by the signed policy, the next of the ladder asked. `events` are those of
 * this moment, not written yet.
 */
export function timePasses(
  { journal, told }: { journal: Pick<Journal, 'events'>; told: Pick<ToldStore, 'toContacts'> },
  commune: Commune,
  { state, events }: Transition,
  policy: Policy,
  now: Instant,
): Transition {
  const released = releaseWhenDue(state, policy, now);
  const { alert } = released.state;
  if (!alert || answerTo(alert)) return released;
  const earlier = eventsOfAlert(journal, commune.id, alert.id);
  const passedOn = passOn(released.state, [...earlier, ...events], commune, policy, {
    now,
    asking: askingOf(told),
  });
  return { state: passedOn.state, events: [...released.events, ...passedOn.events] };
}

import { releaseWhenDue } from '../alert/act.ts';
import { answerTo } from '../alert/alert.ts';
import type { Transition } from '../alert/transition.ts';
import type { Instant } from '../lib/clock.ts';
import type { Policy } from '../policy/policy.ts';
import type { Commune } from '../territory/commune.ts';
import { askToDecide, undecidedSince } from './asked/ask-to-decide.ts';
import { passOn } from './asked/escalation.ts';
import type { Journal } from './journal.ts';
import { askingOf, type ToldStore } from './told-store.ts';
import { eventsOfAlert } from './words/event-history.ts';

export interface TimeParts {
  journal: Pick<Journal, 'events'>;
  told: Pick<ToldStore, 'toContacts'>;
  /** Since when the service listens, by the clock as it is set now. */
  listening: { since(): Instant };
}

/**
 * What only the passing of time brings: a release by the signed policy, the next of the ladder asked, or those who can decide for residents. `events` are those of
 * this moment, not written yet.
 */
export function timePasses(
  { journal, told, listening }: TimeParts,
  commune: Commune,
  { state, events }: Transition,
  policy: Policy,
  now: Instant,
): Transition {
  const released = releaseWhenDue(state, policy, now, listening.since());
  const { alert } = released.state;
  if (!alert || (answerTo(alert) && undecidedSince(alert) === null)) return released;
  const story = [...eventsOfAlert(journal, commune.id, alert.id), ...events];
  const asked = answerTo(alert)
    ? askToDecide(released.state, story, commune, policy, now)
    : passOn(released.state, story, commune, policy, { now, asking: askingOf(told) });
  return { state: asked.state, events: [...released.events, ...asked.events] };
}

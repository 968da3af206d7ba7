import { type Alert, type AlertEvent, answerTo, type CommuneState } from '../../alert/alert.ts';
import { draftAt, emit } from '../../alert/draft.ts';
import type { Transition } from '../../alert/transition.ts';
import { type Instant, isAhead } from '../../lib/clock.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Commune } from '../../territory/commune.ts';
import { wakes } from '../phone/spoken-message.ts';
import { reminderGapMs } from './reminder-gap.ts';

/**
 * Since when somebody takes care of an alert of which residents know nothing, as nobody has decided; `null` where that is not so, where the policy
 * tells them by itself, and at the lowest level.
 */
export function undecidedSince(alert: Alert): Instant | null {
  const { pending } = alert.telling;
  const answer = answerTo(alert);
  if (answer === null || pending === null || pending.dueAt !== null || !wakes(alert.level)) return null;
  return Math.max(answer.at, pending.since);
}

/**
 * Whoever answered may not be the one who decides, and each may leave it to the other: those who lead and those who were asked are asked to decide,
 * at the pace at which an alert that nobody answers is asked again. `events` are the alert's, oldest first.
 * @example `act` answered at 03:05 and nothing decided, againAfterMin 60 → asked at 04:05
 */
export function askToDecide(
  state: CommuneState,
  events: readonly AlertEvent[],
  { escalation }: Pick<Commune, 'escalation'>,
  policy: Policy,
  now: Instant,
): Transition {
  const { alert } = state;
  const since = alert && undecidedSince(alert);
  if (since === null) return { state, events: [] };
  // By their name, not by the time: the clock may have been set back.
  const askedAt =
    events.findLast(({ reason }) => reason.because === 'no-decision' && reason.since === since)?.at ?? since;
  const { level } = alert!;
  const dueAt = askedAt + reminderGapMs(level, escalation[level].againAfterMin, since, askedAt);
  if (now < dueAt && !isAhead(askedAt, now)) return { state, events: [] };
  const draft = draftAt(state, policy, now);
  emit(draft, { kind: 'undecided', reason: { because: 'no-decision', since } }, () => undefined);
  return { state: draft.state, events: draft.events };
}

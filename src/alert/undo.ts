import type { Instant } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';
import { higher, type RaisedLevel } from '../territory/alert-level.ts';
import { type Alert, answeredBy, type ClosedByHand, type CommuneState } from './alert.ts';
import { type Draft, emit } from './draft.ts';
import { newGaugeState } from './gauge-memory.ts';
import { begunAnew } from './release.ts';

/** Longer after, nobody knows what the river did meanwhile: a new alert begins by what is seen. */
const REOPEN_WITHIN_MS = 6 * HOUR_MS;

/** Residents know again what they knew before; what was taken back can be told later as any that was held back. */
export function correct(draft: Draft, alert: Alert, level: RaisedLevel, person: string): boolean {
  const { told, before, pending, heldBack } = alert.telling;
  if (told !== level || before === undefined) return false;
  const reason = { because: 'told-by-mistake', person, released: level, told: before } as const;
  const acknowledgements = answeredBy(alert.acknowledgements, level, person, draft.now);
  emit(draft, { kind: 'corrected', reason, audience: 'public' }, () => {
    const telling = { told: before, pending, heldBack: higher(level, heldBack ?? level) };
    draft.state = { ...draft.state, alert: { ...alert, telling, acknowledgements } };
  });
  return true;
}

/** Nobody takes care of the alert any more: its question is open again, to whoever was asked and to those who come next. */
export function handBack(draft: Draft, alert: Alert, person: string): void {
  emit(draft, { kind: 'handed-back', reason: { because: 'person', person } }, () => {
    draft.state = { ...draft.state, alert: { ...alert, acknowledgements: [] } };
  });
}

/** What a person closed and may still put in force again; `null` where there is none, or something else since. */
export function reopenable(
  { alert, closedByHand }: CommuneState,
  now: Instant,
): (ClosedByHand & { until: Instant }) | null {
  if (alert || !closedByHand) return null;
  const until = closedByHand.at + REOPEN_WITHIN_MS;
  return now < until ? { ...closedByHand, until } : null;
}

/** As it stood, in the hand of whoever puts it in force again; the minutes of a signed release begin anew. */
export function reopen(draft: Draft, person: string): boolean {
  const closed = reopenable(draft.state, draft.now);
  if (!closed) return false;
  const { alert, levels } = closed;
  const { told, pending } = alert.telling;
  const reason = { because: 'closed-by-mistake', person, told } as const;
  const audience = told === 'normal' ? 'staff' : 'public';
  emit(draft, { kind: 'reopened', reason, audience }, () => {
    const { closedByHand: _, closedAt: __, ...state } = draft.state;
    // One that left the configuration meanwhile stands there again too: it is judged until the alert is over.
    const gauges = Object.entries(levels).map(([id, at]) => [
      id,
      { ...(state.gauges[id] ?? newGaugeState()), level: at },
    ]);
    const telling = { ...alert.telling, pending: pending && begunAnew(pending, draft.now) };
    const acknowledgements = [{ level: alert.level, person, at: draft.now }];
    draft.state = {
      ...state,
      gauges: { ...state.gauges, ...Object.fromEntries(gauges) },
      alert: { ...alert, telling, acknowledgements },
    };
  });
  return true;
}

import type { Instant } from '../lib/clock.ts';
import type { Policy } from '../policy/policy.ts';
import { rank, type StandingLevel } from '../territory/alert-level.ts';
import type { CommuneState, GaugeState } from './alert.ts';
import { draftAt } from './draft.ts';
import { isAwaited, newGaugeState } from './gauge-memory.ts';
import { closeAlert, lowerAlert, type Transition } from './transition.ts';

/** What was real before an exercise began: at which level the alert stood that stands still, `normal` where none did. */
export interface RealBefore {
  level: StandingLevel;
  since: Instant;
}

/**
 * What an installation for exercises had told does not count for one that is operational: whoever was told that it was no real alert must hear
 * of it as one. The alert ends, or falls to where it was real, and what was voted and read stays, so that the next look raises it anew where
 * the river asks for it. Of a gauge that was lost within the exercise nobody has heard for real, whatever alert stands: it is told again.
 */
export function outOfExercise(state: CommuneState, real: RealBefore, policy: Policy, now: Instant): Transition {
  const { level, since } = real;
  if (state.alert && rank(state.alert.level) <= rank(level))
    return { state: { ...state, gauges: mapGauges(state, (gauge) => unheard(gauge, since)) }, events: [] };
  const because = { because: 'was-exercise' } as const;
  const gauges = mapGauges(state, (gauge) => (level === 'normal' ? anew(gauge) : unheard(fallen(gauge, level), since)));
  const draft = draftAt({ ...forgetting(state, since), gauges, alert: unwaiting(state.alert) }, policy, now);
  if (level === 'normal') closeAlert(draft, because);
  else lowerAlert(draft, level, because);
  return { state: draft.state, events: draft.events };
}

/** Minutes that ran in the exercise gave nobody time to decide: they begin anew. */
function unwaiting(alert: CommuneState['alert']): CommuneState['alert'] {
  return alert && { ...alert, telling: { ...alert.telling, pending: null } };
}

function mapGauges({ gauges }: CommuneState, change: (gauge: GaugeState) => GaugeState): CommuneState['gauges'] {
  return Object.fromEntries(Object.entries(gauges).map(([id, gauge]) => [id, change(gauge)]));
}

function anew({ votes, votedOn, recent }: GaugeState): GaugeState {
  return { ...newGaugeState(), votes, votedOn, recent };
}

function fallen(gauge: GaugeState, level: StandingLevel): GaugeState {
  return rank(gauge.level) > rank(level) ? { ...gauge, level } : gauge;
}

function unheard(before: GaugeState, since: Instant): GaugeState {
  const { zeroShift: _, ...gauge } = before;
  const { notSeen } = gauge;
  const isUnheard = notSeen !== null && !isAwaited(gauge) && notSeen.toldAt >= since;
  return { ...gauge, notSeen: isUnheard ? null : notSeen, suspectLevel: null };
}

/** Who closed an alert before, with what was read until then, had closed a real one. */
function forgetting(state: CommuneState, since: Instant): CommuneState {
  const { closedByHand: _, closedAt, ...kept } = state;
  return closedAt !== undefined && closedAt < since ? { ...kept, closedAt } : kept;
}

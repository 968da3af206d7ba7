import type { Instant } from '../lib/clock.ts';
import type { Policy } from '../policy/policy.ts';
import type { CommuneState } from './alert.ts';
import { draftAt } from './draft.ts';
import { newGaugeState } from './gauge-memory.ts';
import { closeAlert, type Transition } from './transition.ts';

/**
 * What an installation for exercises had told does not count for one that is operational: whoever was told that it was no real alert must hear
 * of it as one. The alert ends, and what was voted and read stays, so that the next look raises it anew where the river asks for it.
 */
export function outOfExercise(state: CommuneState, policy: Policy, now: Instant): Transition {
  const gauges = Object.entries(state.gauges).map(([id, { votes, votedOn, recent }]) => [
    id,
    { ...newGaugeState(), votes, votedOn, recent },
  ]);
  const { closedByHand: _, closedAt: __, ...kept } = state;
  const draft = draftAt({ ...kept, gauges: Object.fromEntries(gauges) }, policy, now);
  closeAlert(draft, { because: 'was-exercise' });
  return { state: draft.state, events: draft.events };
}

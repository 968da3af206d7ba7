import fc from 'fast-check';
import { type Act, act, releaseWhenDue } from '../../src/alert/act.ts';
import { type AlertEvent, answerTo, type CommuneState, newCommuneState } from '../../src/alert/alert.ts';
import { transition } from '../../src/alert/transition.ts';
import { decide } from '../../src/policy/decide.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { raisedLevels } from '../../src/territory/alert-level.ts';
import { assessmentOf, MIN, T0 } from './decisions.ts';
import { evenly } from './evenly.ts';

/** One step of a random story: the river is seen or not, somebody acts, the process restarts, the clock moves. */
export type Step =
  | { kind: 'river'; stageM: number | null; chance: number }
  | { kind: 'act'; deed: Act }
  | { kind: 'restart' };

const level = fc.constantFrom(...raisedLevels);
/** Of the answer in force, see `asSeen`. */
const handBack = fc.record({ kind: fc.constant('hand-back' as const), level, answeredAt: fc.constant(0) });
export const deed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('acknowledge' as const, 'release' as const, 'hold-back' as const, 'correct' as const),
      level,
    }),
  },
  { weight: 1, arbitrary: handBack },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('close' as const, 'reopen' as const) }) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('river' as const),
      stageM: fc.option(evenly(0, 4), { freq: 6 }),
      chance: evenly(0, 1),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      deed,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

/** What a person does who looks at the page of this moment. */
export function asSeen(deed: Act, { alert }: CommuneState): Act {
  const answer = alert && answerTo(alert);
  return deed.kind === 'hand-back' && answer ? { ...deed, answeredAt: answer.at } : deed;
}

export function live(steps: readonly { step: Step; minutes: number }[], policy: Policy) {
  let state: CommuneState = newCommuneState('coursan');
  let at = T0;
  const told: { event: AlertEvent; before: CommuneState; after: CommuneState; step: Step }[] = [];
  const take = (next: { state: CommuneState; events: readonly AlertEvent[] }, step: Step) => {
    for (const event of next.events) told.push({ event, before: state, after: next.state, step });
    state = next.state;
  };
  for (const { step, minutes } of steps) {
    at += minutes * MIN;
    if (step.kind === 'restart') state = JSON.parse(JSON.stringify(state));
    if (step.kind === 'act') {
      const done = act(state, asSeen(step.deed, state), 'mayor', policy, at);
      if (done.ok) take(done.value, step);
    }
    if (step.kind === 'river') {
      const p = [step.chance, step.chance * 0.7, step.chance * 0.4] as const;
      take(transition(state, decide(policy, assessmentOf(at, step.stageM, p)), policy, 0.02), step);
      take(releaseWhenDue(state, policy, at), step);
    }
  }
  return { told, state };
}

export const story = fc.array(fc.record({ step, minutes: fc.integer({ min: 0, max: 90 }) }), { maxLength: 80 });

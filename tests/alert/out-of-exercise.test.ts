import { expect, test } from 'vitest';
import { type GaugeState, newCommuneState } from '../../src/alert/alert.ts';
import { newGaugeState } from '../../src/alert/gauge-memory.ts';
import { outOfExercise } from '../../src/alert/out-of-exercise.ts';
import { nothingTold } from '../../src/alert/release.ts';
import { transition } from '../../src/alert/transition.ts';
import { decide } from '../../src/policy/decide.ts';
import { assessmentOf, MIN, policyOf, T0 } from '../support/decisions.ts';
import { play, sure } from '../support/one-gauge.ts';

const policy = { version: 1, author: 'anne', reason: 'first', createdAt: 0, rules: [] };
const nothing = { level: 'normal', since: 100 } as const;
const closedAt = (at: number) => ({ ...newCommuneState('limoux'), closedAt: at });

test('whoever closed a real alert before the exercise has closed it with what was read until then; whoever closed one of the exercise has not', () => {
  expect(outOfExercise(closedAt(99), nothing, policy, 200).state.closedAt).toBe(99);
  expect(outOfExercise(closedAt(101), nothing, policy, 200).state.closedAt).toBeUndefined();
});

test('an alert that stood as high before the exercise stands on, and nobody is told anything', () => {
  const { state } = raised();
  const real = { level: 'act', since: T0 } as const;
  expect(outOfExercise(state, real, policyOf(), T0)).toEqual({ state, events: [] });
});

test('what had been voted and read in the exercise counts, so that the next look raises the alert anew', () => {
  const { state } = raised();
  const { votes, votedOn, recent } = state.gauges['bridge']!;
  const { state: after, events } = outOfExercise(state, nothing, policyOf(), T0);
  expect(events).toMatchObject([{ kind: 'closed', reason: { because: 'was-exercise' } }]);
  expect(after.gauges['bridge']).toMatchObject({ level: 'normal', votes, votedOn, recent });
  expect([votes.act, recent.length]).toEqual([[true, true], 2]);
});

test('what waits where it was real has its minutes anew: those of the exercise gave nobody time', () => {
  const policy = policyOf();
  const release = { by: 'person-or-timeout', afterMin: 25, signedBy: 'mayor', signedIn: 1 } as const;
  const signed = { ...policy, rules: policy.rules.map((rule) => (rule.level === 'act' ? { ...rule, release } : rule)) };
  const river = play(signed);
  river.step(2.1, sure);
  expect(river.step(3.1, [1, 1, 1])).toEqual(['escalated danger']);
  const left = T0 + 30 * MIN;
  const { state, events } = outOfExercise(river.state, { level: 'act', since: T0 + 15 * MIN }, signed, left);
  expect(events).toMatchObject([{ kind: 'lowered', level: 'act', audience: 'staff' }]);
  expect(state.alert?.telling.pending).toMatchObject({ level: 'act', since: left, dueAt: left + 25 * MIN });
});

test('a real alert that rose further within an exercise is told of its rise as real, and whoever answered before still answers for what was then', () => {
  const river = play();
  river.step(0.5, [1, 0, 0]);
  expect(river.step(0.6, [1, 0, 0])).toEqual(['raised prepare']);
  river.act({ kind: 'acknowledge', level: 'prepare' });
  const before = river.state.alert!;
  const began = T0 + 25 * MIN;
  river.step(0.7, sure);
  expect(river.step(0.8, sure)).toEqual(['escalated act']);
  river.act({ kind: 'acknowledge', level: 'act' });
  const left = outOfExercise(river.state, { level: 'prepare', since: began }, policyOf(), T0 + 40 * MIN);
  const decision = decide(policyOf(), assessmentOf(T0 + 50 * MIN, 0.9, sure));
  const { state, events } = transition(left.state, decision, policyOf(), 0.02);
  expect(events).toMatchObject([{ kind: 'escalated', level: 'act' }]);
  expect(state.alert).toMatchObject({ id: before.id, level: 'act', acknowledgements: before.acknowledgements });
});

function raised() {
  const river = play();
  river.step(0.5, sure);
  expect(river.step(0.6, sure)).toEqual(['raised act']);
  return river;
}

test.each(['act', 'danger'] as const)(
  'amid a real alert, which stands at %s, a gauge that was lost within the exercise is told again; of one that was lost before it people know',
  (stands) => {
    const lost = (toldAt: number) => ({ since: 1, why: 'silent', lostAt: toldAt, toldAt }) as const;
    const at = (change: Partial<GaugeState>): GaugeState => ({ ...newGaugeState(), level: 'act', ...change });
    const raised = { level: stands, highest: stands, acknowledgements: [], telling: nothingTold };
    const alert = { id: 'limoux-1', raisedAt: 50, ...raised };
    const gauges = {
      before: at({ notSeen: lost(99) }),
      within: at({ notSeen: lost(100) }),
      doubtful: at({ suspectLevel: 'danger', zeroShift: { at: 90, fellM: 0.6, inMin: 10, stays: true } }),
    };
    const state = { ...newCommuneState('limoux'), alert, gauges };
    const left = outOfExercise(state, { level: 'act', since: 100 }, policy, 200).state;
    expect(left.alert).toMatchObject({ id: 'limoux-1', level: 'act' });
    expect(left.gauges['before']?.notSeen).toEqual(lost(99));
    expect(left.gauges['within']?.notSeen).toBeNull();
    expect(left.gauges['doubtful']?.suspectLevel).toBeNull();
    expect(left.gauges['doubtful']).not.toHaveProperty('zeroShift');
  },
);

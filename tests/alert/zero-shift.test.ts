import { describe, expect, it } from 'vitest';
import { type CommuneState, newCommuneState } from '../../src/alert/alert.ts';
import { suppress } from '../../src/alert/suppress.ts';
import { transition } from '../../src/alert/transition.ts';
import type { Assessment } from '../../src/policy/assessment.ts';
import { decide } from '../../src/policy/decide.ts';
import { assessmentOf, MIN, policyOf, T0 } from '../support/decisions.ts';

const policy = policyOf();
const likely = [0.9, 0.9, 0.1] as const;
const unlikely = [0.1, 0.05, 0] as const;
const zeroShift = { at: T0 + 30 * MIN, fellM: 0.6, inMin: 10, stays: true };

function play(steps: readonly Assessment[], from: CommuneState = newCommuneState('coursan')) {
  let state = from;
  const kinds: string[] = [];
  for (const each of steps) {
    const next = transition(state, decide(policy, each), policy, 0.01);
    state = next.state;
    kinds.push(...next.events.map(({ kind }) => kind));
  }
  return { state, kinds };
}
const raised = play([0, 10].map((minute) => assessmentOf(T0 + minute * MIN, 1.9, likely))).state;
/** From half an hour after the alert on, every ten minutes for three hours, 60 cm lower. */
const low = (change: Partial<Assessment>, count = 18) =>
  Array.from({ length: count }, (_, index) => assessmentOf(T0 + (30 + 10 * index) * MIN, 0.7, unlikely, change));

describe('a gauge that shows less at once, and stays there', () => {
  it('lowers nothing, and is told once', () => {
    const { state, kinds } = play(low({ zeroShift }), raised);
    expect(kinds).toEqual(['zero-shift']);
    expect(state.alert?.level).toBe('act');
    expect(state.gauges['bridge']?.zeroShift).toEqual(zeroShift);
  });

  it('lowers nothing before it is seen to stay, nor is it told before', () => {
    const { state, kinds } = play(low({ zeroShift: { ...zeroShift, stays: false } }), raised);
    expect(kinds).toEqual([]);
    expect(state.alert?.level).toBe('act');
  });

  it('says why: its verdict is `hold` where it would be `lower`, with what it fell by and when', () => {
    const [asked] = low({ zeroShift });
    expect(decide(policy, asked!).verdicts.act).toEqual({
      kind: 'hold',
      reason: { because: 'zero-shift', ...zeroShift },
    });
    expect(decide(policy, assessmentOf(T0, 2.1, unlikely, { zeroShift })).verdicts.act?.kind).toBe('raise');
    expect(decide(policy, assessmentOf(T0, 1.5, likely, { zeroShift })).verdicts.act?.kind).toBe('raise');
  });

  it('lowers as ever once it is answered for, and nothing of it is remembered', () => {
    const held = play(low({ zeroShift }), raised).state;
    const later = low({}).map((each) => ({ ...each, issuedAt: each.issuedAt + 180 * MIN }));
    const { state, kinds } = play(later, held);
    expect(kinds).toEqual(['closed']);
    expect(state.gauges['bridge']).not.toHaveProperty('zeroShift');
  });

  it('is told of while nothing is in force, two hours later, and not anew when it was silent for a while', () => {
    expect(play(low({ zeroShift }, 12)).kinds).toEqual([]);
    const unseen = low({ sight: { kind: 'not-seen', since: T0 + 40 * MIN, why: 'silent' } }, 2);
    const { kinds } = play([...low({ zeroShift }, 13), ...unseen, ...low({ zeroShift }, 13)]);
    expect(kinds).toEqual(['zero-shift', 'sight-lost', 'sight-regained']);
  });

  it('is a matter of whoever is there while it is under maintenance', () => {
    const maintenance = {
      id: 1,
      station: 'bridge',
      kind: 'maintenance',
      from: T0,
      until: T0 + 600 * MIN,
      reason: 'It has slipped',
      person: 'anne',
      ended: null,
    } as const;
    const { state, kinds } = play(
      low({ zeroShift }, 3).map((each) => suppress(each, maintenance)),
      play(low({ zeroShift }, 2), raised).state,
    );
    expect(kinds).toEqual(['suppressed']);
    expect(state.gauges['bridge']).not.toHaveProperty('zeroShift');
  });
});

import { describe, expect, it } from 'vitest';
import type { AlertEvent } from '../../../src/alert/alert.ts';
import { HOUR_MS } from '../../../src/lib/units.ts';
import type { StandingLevel } from '../../../src/territory/alert-level.ts';
import type { TruthAnswer } from '../../../src/verification/truth-answer.ts';
import { observedEffect } from '../../../src/verification/watch/observed-effect.ts';
import { eventOf } from '../../support/notices.ts';

const h = (hours: number) => hours * HOUR_MS;
const event = (hour: number, level: StandingLevel) => eventOf({ at: h(hour), level });

const rule = { station: 'bridge', level: 'act', markM: 2, leadTimeH: 6 } as const;
/** Water above 2 m at hours 12 and 100. */
const series = {
  times: Float64Array.from({ length: 150 }, (_, hour) => h(hour)),
  values: Float64Array.from({ length: 150 }, (_, hour) => (hour === 12 || hour === 100 ? 3 : 1)),
};
const seenAll = { series, lost: [] };
const dry = { series: { ...series, values: series.values.map(() => 1) }, lost: [] };
const inForce = (from: number, to = 144, now = to) => ({ from: h(from), to: h(to), now: h(now) });

const seen = {
  commune: 'coursan',
  flooded: 'yes',
  reached: 'act',
  place: '',
  note: '',
  person: 'staff',
  at: h(150),
} as const;

it('a rule answers only for what came after it was in force: neither for floods nor for alerts before', () => {
  const events = [event(40, 'act'), event(41, 'normal'), event(97, 'act'), event(110, 'normal')];
  const effectSince = (hour: number, answers: readonly TruthAnswer[] = [], until = 144) =>
    observedEffect(rule, events, seenAll, answers, inForce(hour, until));
  expect(effectSince(0)).toMatchObject({ hits: 1, misses: 1, falseAlarms: 1, sinceDays: 6 });
  expect(effectSince(48)).toMatchObject({ hits: 1, misses: 0, falseAlarms: 0, sinceDays: 4 });
  // What people say of a flood before it, or after it was replaced, is not about it either.
  const saw = (hour: number): TruthAnswer => ({
    ...seen,
    id: hour,
    event: `${hour}`,
    from: h(hour),
    to: h(hour + 1),
    passedAt: h(hour),
  });
  expect(effectSince(48, [saw(30), saw(146)])).toMatchObject({ hits: 1, misses: 0, falseAlarms: 0 });
  expect(effectSince(0, [saw(40)])).toMatchObject({ hits: 1, misses: 2, falseAlarms: 0 });
});

it('an alert that was on when the rule came into force has warned of the flood that comes: no miss of it, and no false alarm', () => {
  const events = [event(97, 'act'), event(110, 'normal')];
  const at = (hour: number) => observedEffect(rule, events, seenAll, [], inForce(hour));
  expect(at(98)).toMatchObject({ hits: 1, misses: 0, falseAlarms: 0 });
  const before = [event(97, 'act'), event(99, 'act'), event(110, 'normal')];
  expect(observedEffect(rule, before, dry, [], inForce(98))).toMatchObject({ falseAlarms: 0 });
});

it('a false alarm of another gauge of the commune is none of this rule, whose promise was of its own gauge; its warning counts', () => {
  const byMill = (hour: number, level: StandingLevel) => ({ ...event(hour, level), station: 'mill' });
  const since = (events: readonly AlertEvent[]) => observedEffect(rule, events, seenAll, [], inForce(20));
  const [own, other] = [event, byMill].map((of) => [of(40, 'act'), of(41, 'normal'), of(97, 'act'), of(110, 'normal')]);
  expect(since(own!)).toMatchObject({ hits: 1, misses: 0, falseAlarms: 1 });
  expect(since(other!)).toMatchObject({ hits: 1, misses: 0, falseAlarms: 0 });
  // Nor where its own gauge was lost in the round in which the other raised it.
  const lost = { ...event(40, 'normal'), kind: 'sight-lost', level: 'unknown' } as const;
  expect(since([lost, ...other!])).toMatchObject({ hits: 1, misses: 0, falseAlarms: 0 });
});

describe('an alarm in whose time the gauge was lost', () => {
  const events = [event(40, 'act'), event(44, 'normal')];
  const lostFor = (hours: number) => [{ from: h(42), to: h(42 + hours) }];
  const falseAlarms = (hours: number, answers: readonly TruthAnswer[] = []) =>
    observedEffect(rule, events, { ...dry, lost: lostFor(hours) }, answers, inForce(0)).falseAlarms;
  const said = (change: Partial<TruthAnswer>): TruthAnswer => {
    return { ...seen, id: 1, event: 'A', from: h(40), to: h(44), passedAt: null, ...change };
  };

  it('is called false by nobody, as in the replay: half of the lead time may be dark', () => {
    expect([3, 4].map((hours) => falseAlarms(hours))).toEqual([1, 0]);
  });

  it('is false where a person says that the water did not come, or not so high', () => {
    expect(falseAlarms(9, [said({ flooded: 'no', reached: null })])).toBe(1);
    expect(falseAlarms(9, [said({ reached: 'prepare' })])).toBe(1);
    expect(falseAlarms(9, [said({ flooded: 'not-known', reached: null })])).toBe(0);
    expect(falseAlarms(9, [said({ flooded: 'no', reached: null, from: h(60), to: h(61) })])).toBe(0);
  });
});

it('the alarm for which a rule was replaced is its own, though it was over only then; what came after is not', () => {
  const events = [event(40, 'act'), event(41, 'normal'), event(60, 'act'), event(61, 'normal')];
  const effect = (...times: Parameters<typeof inForce>) => observedEffect(rule, events, seenAll, [], inForce(...times));
  // Until the lead time after its end is over nobody knows.
  expect(effect(20, 43)).toMatchObject({ falseAlarms: 0, misses: 0 });
  expect(effect(20, 43, 144)).toMatchObject({ falseAlarms: 1, hits: 0, misses: 0, sinceDays: 23 / 24 });
  expect(effect(43, 144)).toMatchObject({ falseAlarms: 1, misses: 1 });
});

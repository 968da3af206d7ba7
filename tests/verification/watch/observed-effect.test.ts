import { expect, it } from 'vitest';
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
    observedEffect(rule, events, series, answers, { from: h(hour), now: h(until) });
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
  const at = (hour: number) => observedEffect(rule, events, series, [], { from: h(hour), now: h(144) });
  expect(at(98)).toMatchObject({ hits: 1, misses: 0, falseAlarms: 0 });
  const dry = { ...series, values: series.values.map(() => 1) };
  const before = [event(97, 'act'), event(99, 'act'), event(110, 'normal')];
  expect(observedEffect(rule, before, dry, [], { from: h(98), now: h(144) })).toMatchObject({ falseAlarms: 0 });
});

it('a false alarm of another gauge of the commune is none of this rule, whose promise was of its own gauge; its warning counts', () => {
  const byMill = (hour: number, level: StandingLevel) => ({ ...event(hour, level), station: 'mill' });
  const since = (events: readonly AlertEvent[]) =>
    observedEffect(rule, events, series, [], { from: h(20), now: h(144) });
  const [own, other] = [event, byMill].map((of) => [of(40, 'act'), of(41, 'normal'), of(97, 'act'), of(110, 'normal')]);
  expect(since(own!)).toMatchObject({ hits: 1, misses: 0, falseAlarms: 1 });
  expect(since(other!)).toMatchObject({ hits: 1, misses: 0, falseAlarms: 0 });
});

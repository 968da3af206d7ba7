import { expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/lib/units.ts';
import type { StandingLevel } from '../../../src/territory/alert-level.ts';
import type { TruthAnswer } from '../../../src/verification/truth-answer.ts';
import { observedEffect } from '../../../src/verification/watch/observed-effect.ts';
import { eventOf } from '../../support/notices.ts';

const h = (hours: number) => hours * HOUR_MS;
const event = (hour: number, level: StandingLevel) => eventOf({ at: h(hour), level });

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
  // Water above 2 m at hours 12 and 100.
  const series = {
    times: Float64Array.from({ length: 150 }, (_, hour) => h(hour)),
    values: Float64Array.from({ length: 150 }, (_, hour) => (hour === 12 || hour === 100 ? 3 : 1)),
  };
  const events = [event(40, 'act'), event(41, 'normal'), event(97, 'act'), event(110, 'normal')];
  const effectSince = (hour: number, answers: readonly TruthAnswer[] = [], until = 144) =>
    observedEffect({ level: 'act', markM: 2, leadTimeH: 6 }, events, series, answers, { from: h(hour), now: h(until) });
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

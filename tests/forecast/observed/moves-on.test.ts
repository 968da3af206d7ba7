import { expect, it } from 'vitest';
import { movesOn } from '../../../src/forecast/observed/moves-on.ts';
import type { Series } from '../../../src/forecast/observed/series.ts';
import { HOUR_MS } from '../../../src/lib/units.ts';

const seriesOf = (byHour: Readonly<Record<number, number>>): Series => ({
  times: Float64Array.from(Object.keys(byHour), (hour) => Number(hour) * HOUR_MS),
  values: Float64Array.from(Object.values(byHour)),
});

const every = (hours: number, start = 0) => ({ start: start * HOUR_MS, stepMs: hours * HOUR_MS, count: 8 });

it('levels lie on straight lines over two hours at most; before, after and in longer gaps nothing is known, nor how it moved', () => {
  const series = seriesOf({ 0: 1, 2: 3, 5: 3, 6: 4 });
  const { levels, moves } = movesOn(every(1, -1), series, 2);
  const unknown = Number.NaN;
  expect([...levels]).toEqual([unknown, 1, 2, 3, unknown, unknown, 3, 4]);
  expect([...moves]).toEqual([unknown, unknown, unknown, 2, unknown, unknown, unknown, unknown]);
  expect([...movesOn(every(1, 1), series, 1).moves].slice(0, 6)).toEqual([unknown, 1, unknown, unknown, unknown, 1]);
});

it('a gauge that reports every four hours is told over six', () => {
  const { levels } = movesOn(every(4), seriesOf({ 0: 0, 6: 6, 12: 12, 19: 19, 20: 20 }), 1);
  expect([...levels]).toEqual([0, 4, 8, 12, Number.NaN, 20, Number.NaN, Number.NaN]);
});

import { expect, it } from 'vitest';
import { situationAt } from '../../../src/forecast/observed/features.ts';
import { createGauge } from '../../../src/forecast/observed/gauge.ts';
import { riverTree } from '../../../src/forecast/observed/river-tree.ts';
import { STEEPENING_COLUMNS, steepening } from '../../../src/forecast/observed/steepening.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { station } from '../../support/synthetic-river.ts';

const now = 3 * DAY_MS;

/** Of a gauge with a bankfull rise of 2 m that stood at this level so many hours before now. */
function seen(levelM: (hoursBefore: number) => number): number[] {
  const stations = [station('town', [])];
  const times = Float64Array.from({ length: now / (10 * MINUTE_MS) + 1 }, (_, step) => step * 10 * MINUTE_MS);
  const series = { times, values: times.map((at) => levelM((now - at) / HOUR_MS)) };
  const gauges = new Map([['town', createGauge(stations[0]!, series, { zero: 0, scale: 2, noise: 0 })]]);
  const tree = { ...riverTree(createNetwork(stations), 'town'), weights: new Map() };
  const { values } = situationAt(gauges.get('town')!, tree, gauges, now)!;
  return steepening(values).map((each) => Math.round(each * 1000) / 1000 + 0);
}

it('an even rise does not steepen, nor does a gauge that stands', () => {
  const none = Array.from({ length: STEEPENING_COLUMNS }, () => 0);
  expect(seen(() => 1)).toEqual(none);
  expect(seen((before) => 9 - 0.4 * before)).toEqual(none);
});

it.each([
  { began: 'ten minutes ago', hours: 1 / 6, steepens: [0.15, 0.1, 0.05, 0.025] },
  { began: 'half an hour ago', hours: 1 / 2, steepens: [0, 0.3, 0.15, 0.075] },
  { began: 'an hour ago', hours: 1, steepens: [0, 0, 0.3, 0.15] },
  { began: 'two hours ago', hours: 2, steepens: [0, 0, 0, 0.3] },
])('a rise of .3 bankfull rises an hour that began $began', ({ hours, steepens }) => {
  expect(seen((before) => 1 + 0.6 * Math.max(0, hours - before))).toEqual(steepens);
});

it('a rise that ended an hour ago slackens by as much', () => {
  expect(seen((before) => 1 - 0.6 * Math.max(0, before - 1))).toEqual([0, 0, -0.3, -0.15]);
});

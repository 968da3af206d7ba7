import { describe, expect, it } from 'vitest';
import { hoursBetween, networkTravelTimes } from '../../../src/forecast/learn/network-travel-times.ts';
import { createRiverRecord, scalesUntil } from '../../../src/forecast/learn/river-record.ts';
import type { Series } from '../../../src/forecast/observed/series.ts';
import { travelTime } from '../../../src/forecast/observed/travel-time.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import type { Dataset } from '../../../src/verification/backtest/dataset.ts';
import { readDataset } from '../../../src/verification/io/read-dataset.ts';
import { truncate } from '../../support/dataset-cuts.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';

const STEP_MS = 10 * MINUTE_MS;

/** In shares of the bankfull rise. */
function series(levelAt: (at: number) => number, days: number): Series {
  const times = Float64Array.from({ length: (days * DAY_MS) / STEP_MS }, (_, index) => index * STEP_MS);
  return { times, values: times.map((at) => levelAt(at)) };
}

const flood = (at: number, start: number, height: number): number => {
  const hours = (at - start) / HOUR_MS;
  return hours <= 0 ? 0 : height * (hours / 4) * Math.exp(1 - hours / 4);
};

function reachesOf({ stations, series: all }: Dataset, until: number) {
  return networkTravelTimes(createRiverRecord(stations, all, scalesUntil(stations, all, until)), until);
}

describe('the travel time between two gauges', () => {
  it('is the known lag of a synthetic river, from each of its rises', () => {
    const [reach] = reachesOf(syntheticRiver(40 * DAY_MS), 40 * DAY_MS);
    expect(reach).toMatchObject({ from: 'up', to: 'town', unknown: null });
    expect(reach?.hours).toBeCloseTo(3, 6);
    expect(reach?.rises).toBeGreaterThan(5);
    expect(reach?.agreeing).toBeGreaterThanOrEqual((reach?.rises ?? 0) / 2);
    expect(reach?.correlation).toBeGreaterThan(0.95);
  });

  it('is not known where nothing rose, or where what rose here did not come from there', () => {
    const quiet = series((at) => 0.002 * Math.sin(at / HOUR_MS), 20);
    const flashy = series((at) => flood(at, 5 * DAY_MS, 1) + flood(at, 12 * DAY_MS, 0.5), 20);
    expect(travelTime(flashy, quiet, 10)).toMatchObject({ hours: null, unknown: 'too-quiet', rises: 0 });
    expect(travelTime(quiet, flashy, 10)).toMatchObject({ hours: null, unknown: 'too-weak', rises: 2 });
    expect(travelTime({ times: new Float64Array(0), values: new Float64Array(0) }, flashy, 10).unknown).toBe(
      'too-quiet',
    );
  });

  it('is not known where every flood says another time', () => {
    const starts = [3, 8, 13, 18].map((day) => day * DAY_MS);
    const upper = series((at) => starts.reduce((sum, start) => sum + flood(at, start, 1), 0), 22);
    const lags = [1, 4, 7, 10];
    const lower = series(
      (at) => starts.reduce((sum, start, i) => sum + flood(at, start + lags[i]! * HOUR_MS, 1), 0),
      22,
    );
    expect(travelTime(upper, lower, 10)).toMatchObject({ hours: null, rises: 4 });
    expect(travelTime(upper, lower, 10).unknown).not.toBe('too-quiet');
  });

  it('is found in ten years of a gauge that ripples by a centimetre and a bit, all the time', () => {
    const ripple = series((at) => Math.round(100 * (1 + 0.012 * Math.sin(at / HOUR_MS))) / 100, 3650);
    expect(travelTime(ripple, ripple, 10)).toMatchObject({ hours: null, unknown: 'too-quiet' });
  }, 60_000);

  it('is learned from what was observed by then and from nothing later', () => {
    const river = syntheticRiver(40 * DAY_MS);
    for (const days of [4, 17.3, 30]) {
      const until = days * DAY_MS;
      expect(reachesOf(river, until)).toEqual(reachesOf(truncate(river, until), until));
    }
  });
});

describe('the recorded Aude', () => {
  const aude = readDataset('sensors-sim/recordings/aude-2020-01');
  if (!aude.ok) throw new Error(aude.error.reason);
  const end = Date.parse('2020-02-10T00:00:00Z');

  it('before the storm nothing rose: nothing is said', () => {
    const quiet = reachesOf(aude.value, Date.parse('2020-01-20T00:00:00Z'));
    expect(quiet.length).toBeGreaterThan(15);
    expect(quiet.filter(({ hours }) => hours !== null)).toEqual([]);
  });

  it('after it the flood itself tells: hours from Limoux down to Trèbes, and no reach in a time it could not be', () => {
    const reaches = reachesOf(aude.value, end);
    const named = (id: string) => aude.value.stations.find((each) => each.id.includes(id))!.id;
    const hours = hoursBetween(reaches, named('limoux'), named('trebes'));
    expect(hours).toBeGreaterThan(2);
    expect(hours).toBeLessThan(12);
    for (const each of reaches) {
      if (each.hours === null) continue;
      expect(each.fastestH).toBeLessThanOrEqual(each.hours);
      expect(each.slowestH).toBeGreaterThanOrEqual(each.hours);
    }
  });
});

it('times add up along the river, and a gap in what is known stays a gap', () => {
  const reaches = [
    { from: 'a', to: 'b', hours: 2 },
    { from: 'b', to: 'c', hours: 1 },
    { from: 'x', to: 'c', hours: null },
  ];
  expect(hoursBetween(reaches, 'a', 'c')).toBe(3);
  // Of two ways the shorter counts, also for all that lies below where they meet.
  const twoWays = [
    { from: 'a', to: 'b', hours: 5 },
    { from: 'a', to: 'c', hours: 1 },
    { from: 'c', to: 'b', hours: 1 },
    { from: 'b', to: 'd', hours: 1 },
  ];
  expect(hoursBetween(twoWays, 'a', 'd')).toBe(3);
  expect(hoursBetween(reaches, 'x', 'c')).toBeNull();
  expect(hoursBetween(reaches, 'c', 'a')).toBeNull();
});

import { describe, expect, it } from 'vitest';
import { allBut, blocksOf, floodPeriods, hidePeriods, isWithin, yearsOf } from '../../bench/skill/hide-periods.ts';
import { createRiverRecord, scalesUntil } from '../../src/forecast/learn/river-record.ts';
import type { Series } from '../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import { rowsOfRiver } from '../support/rows-of-river.ts';
import { syntheticRiver } from '../support/synthetic-river.ts';

const river = syntheticRiver(40 * DAY_MS);
const town = river.series.get('town')!;

function rowTimes(series: ReadonlyMap<string, Series>): number[] {
  const scales = scalesUntil(river.stations, series, Number.POSITIVE_INFINITY);
  const record = createRiverRecord(river.stations, series, scales);
  const rows = rowsOfRiver(record, { until: 40 * DAY_MS, quietThinning: 1, weight: 1 });
  return rows.flatMap((each) => [...each.rows.times]);
}

describe('periods hidden from the training', () => {
  it('teach nothing, and no window that is taught reaches into them', () => {
    const hidden = { from: 10 * DAY_MS, to: 20 * DAY_MS };
    const times = rowTimes(hidePeriods(river.series, [hidden]));
    expect(times.length).toBeGreaterThan(1000);
    for (const at of times) {
      const isBefore = at + 12 * HOUR_MS < hidden.from - 11 * HOUR_MS;
      expect(isBefore || at > hidden.to + DAY_MS).toBe(true);
    }
  });

  it('leave all else as it was', () => {
    const whole = new Set(rowTimes(river.series));
    const left = rowTimes(hidePeriods(river.series, [{ from: 10 * DAY_MS, to: 20 * DAY_MS }]));
    expect(left.every((at) => whole.has(at))).toBe(true);
    expect(rowTimes(hidePeriods(river.series, []))).toHaveLength(rowTimes(river.series).length);
  });

  it('hide every flood above a level with the day on both sides', () => {
    const levelM = 1.5;
    const great = floodPeriods(town, levelM);
    expect(great.length).toBeGreaterThan(2);
    const left = hidePeriods(river.series, great).get('town')!;
    expect(left.values.length).toBeGreaterThan(0);
    expect(Math.max(...left.values)).toBeLessThan(levelM);
    town.values.forEach((value, index) => {
      if (value >= levelM) expect(isWithin(great, town.times[index]! - DAY_MS + 1)).toBe(true);
    });
  });

  it('and all but them are the whole of time, each moment once', () => {
    const periods = [
      { from: 50, to: 60 },
      { from: 10, to: 20 },
    ];
    const rest = allBut(periods);
    for (const at of [-5, 10, 11, 20, 21, 50, 51, 60, 61, 1e9]) {
      expect(isWithin(periods, at)).toBe(!isWithin(rest, at));
    }
  });
});

describe('a record in parts', () => {
  const daily = (from: number, days: number): Series => ({
    times: Float64Array.from({ length: days }, (_, day) => from + day * DAY_MS),
    values: new Float64Array(days),
  });

  it('falls into calendar years, without a last day of December', () => {
    const years = yearsOf(daily(Date.UTC(2013, 11, 31), 800));
    expect(years.map(({ from }) => new Date(from + 1).getUTCFullYear())).toEqual([2014, 2015, 2016]);
  });

  it('falls into blocks, each reading in one', () => {
    const series = daily(0, 10);
    const blocks = blocksOf(series, 3);
    const inEach = blocks.map((block) => series.times.filter((at) => isWithin([block], at)).length);
    expect(inEach.reduce((sum, each) => sum + each)).toBe(10);
    expect(Math.max(...inEach) - Math.min(...inEach)).toBeLessThanOrEqual(1);
  });
});

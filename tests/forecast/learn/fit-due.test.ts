import { describe, expect, it } from 'vitest';
import { grownAt, knownRecords, teachesMore } from '../../../src/forecast/learn/fit-due.ts';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import type { Series } from '../../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { station } from '../../support/synthetic-river.ts';

/** Hourly from one day to another, 1 m but for what stands at some hours. */
function hourly(fromDay: number, toDay: number, at: Readonly<Record<number, number>> = {}): Series {
  const times = Float64Array.from({ length: (toDay - fromDay) * 24 }, (_, hour) => fromDay * DAY_MS + hour * HOUR_MS);
  return { times, values: times.map((time) => at[time / HOUR_MS] ?? 1) };
}

const old = station('old', []);
const fresh = station('fresh', ['old']);

describe('when a fit is due', () => {
  const grownDays = (fittedDay: number, ...series: Series[]) => {
    const known = knownRecords(
      series.map((_, index) => station(`${index}`, [])),
      new Map(series.map((each, index) => [`${index}`, each])),
      fittedDay * DAY_MS,
    );
    return grownAt(fittedDay * DAY_MS, known) / DAY_MS - fittedDay;
  };

  it('a record that is a quarter longer, after a week at least and half a year at most', () => {
    expect(grownDays(8, hourly(0, 8))).toBe(7);
    expect(grownDays(100, hourly(0, 100))).toBe(25);
    expect(grownDays(3000, hourly(0, 10))).toBe(182);
  });

  it('the youngest gauge says when, however long the others have been there', () => {
    expect(grownDays(3000, hourly(0, 10), hourly(2960, 3000))).toBe(10);
  });

  it('one reading of a clock that was wrong makes no record of years', () => {
    const { times, values } = hourly(2980, 3000);
    const stray = { times: Float64Array.of(DAY_MS, ...times), values: Float64Array.of(1, ...values) };
    expect(grownDays(3000, stray)).toBe(7);
  });

  it('the record of a gauge that is read once a day has begun with its second reading', () => {
    const day = (number: number) => number * DAY_MS;
    const times = Float64Array.from([1, ...Array.from({ length: 40 }, (_, index) => 2961 + index)], day);
    expect(grownDays(3000, { times, values: times.map(() => 1) })).toBe(9.75);
  });

  it('hangs on nothing that came after the fit', () => {
    const at = 10 * DAY_MS;
    const first = { times: Float64Array.of(DAY_MS), values: Float64Array.of(1) };
    const later = hourly(50, 60);
    const whole = { times: Float64Array.of(DAY_MS, ...later.times), values: Float64Array.of(1, ...later.values) };
    const [cut, all] = [first, whole].map((each) => knownRecords([old], new Map([['old', each]]), at));
    expect(all).toEqual(cut);
    // Of one reading alone nothing is left out, though it came at the very moment.
    const atOnce = knownRecords([old], new Map([['old', { ...first, times: Float64Array.of(at) }]]), at);
    expect([cut, atOnce].map((known) => known?.get('old')?.began)).toEqual([DAY_MS, at]);
  });

  const fittedAt = 10 * DAY_MS;
  const more = (series: Record<string, Series>, now: number) => {
    const all = new Map(Object.entries(series));
    const before = new Map(
      [...all].map(([id, { times, values }]) => {
        const count = times.filter((time) => time <= fittedAt).length;
        return [id, { times: times.slice(0, count), values: values.slice(0, count) }] as const;
      }),
    );
    return teachesMore([old, fresh], all, knownRecords([old, fresh], before, fittedAt), fittedAt, now);
  };

  it('a gauge that was known by name alone has been seen for a day; one never seen changes nothing', () => {
    expect(more({ old: hourly(0, 13) }, 13 * DAY_MS)).toBe(false);
    const both = { old: hourly(0, 13), fresh: hourly(11, 13) };
    expect(more(both, 11.9 * DAY_MS)).toBe(false);
    expect(more(both, 12 * DAY_MS)).toBe(true);
  });

  it('a flood came higher than any before, what became of it is known, and three days have passed', () => {
    const hour = 11 * 24;
    const flooded = { old: hourly(0, 20, { [hour]: 2.4, [hour + 1]: 2.5 }) };
    expect(more(flooded, 12.9 * DAY_MS)).toBe(false);
    expect(more(flooded, 13 * DAY_MS)).toBe(true);
    // One reading alone is no flood, nor is what came as high before.
    expect(more({ old: hourly(0, 20, { [hour]: 2.4 }) }, 15 * DAY_MS)).toBe(false);
    const known = hourly(0, 20, { 48: 2.4, 49: 2.5, [hour]: 2.4, [hour + 1]: 2.5 });
    expect(more({ old: known }, 15 * DAY_MS)).toBe(false);
  });

  it.each([
    [1.1, false],
    [1.3, true],
  ])(
    'higher by a tenth of its bankfull rise of 2 m: after a flood of 2 m one %s times as high above usual (%s)',
    (times, teaches) => {
      const of = (hour: number, stage: number) => ({ [hour]: stage, [hour + 1]: stage });
      const twice = hourly(0, 20, { ...of(48, 2), ...of(11 * 24, 1 + times) });
      expect(more({ old: twice }, 15 * DAY_MS)).toBe(teaches);
    },
  );

  it('what fell as rain, or flowed, teaches no more than a week of growth, however much it was', () => {
    const rain = { ...old, quantity: 'rain' } as const;
    const fallen = hourly(0, 20, { [11 * 24]: 30, [11 * 24 + 1]: 30 });
    const series = new Map([['old', fallen]]);
    const known = knownRecords([rain], new Map([['old', hourly(0, 10)]]), fittedAt);
    expect(teachesMore([rain], series, known, fittedAt, 15 * DAY_MS)).toBe(false);
    expect(teachesMore([old], series, known, fittedAt, 15 * DAY_MS)).toBe(true);
  });

  const wetSeason = (crestDay: number) => {
    const values: Record<number, number> = {};
    for (let hour = 300 * 24; hour < 360 * 24; hour++) values[hour] = 1.6;
    for (let hour = crestDay * 24; hour < crestDay * 24 + 6; hour++) values[hour] = 3;
    const series = new Map([['old', hourly(0, 360, values)]]);
    const at = 341 * DAY_MS;
    const known = knownRecords([old], series, at);
    return { series, at, known, more: (day: number) => teachesMore([old], series, known, at, day * DAY_MS) };
  };

  it('in a wet season a fit says of itself no more than it learned, and what it left out is learned from when it is over', () => {
    const { series, at, known, more } = wetSeason(340);
    const fit = fitNetwork(recordAsOf({ stations: [old], series }, at), [], at);
    expect(known.get('old')).toMatchObject({ highest: 1.6, flood: 1 + 0.2 * 2 });
    expect(1 + old.bankfullRiseM * fit.experience.get('old')!.highest).toBeCloseTo(1.6, 3);
    expect([344, 346].map(more)).toEqual([false, true]);
  });

  it('a crest four days and some hours before the fit is learned from too: what came of it within twelve hours was not known', () => {
    const { known, more } = wetSeason(336.75);
    expect(known.get('old')!.highest).toBe(1.6);
    expect([343.9, 344].map(more)).toEqual([false, true]);
  });

  it('a flood that still runs has taught nothing, however high it stands, and is learned from when it is over', () => {
    // Since the day before the fit it stands 0.5 m, a quarter of bankfull, above usual.
    const until = (day: number) =>
      Object.fromEntries(Array.from({ length: (day - 9) * 24 }, (_, hour) => [9 * 24 + hour, 1.5]));
    expect(more({ old: hourly(0, 20, until(13.5)) }, 13 * DAY_MS)).toBe(false);
    expect(more({ old: hourly(0, 20, until(12.9)) }, 13 * DAY_MS)).toBe(true);
    // Where it stands so high for longer than four days, what is older teaches.
    expect(more({ old: hourly(0, 20, until(20)) }, 13 * DAY_MS)).toBe(false);
    expect(more({ old: hourly(0, 20, until(20)) }, 14 * DAY_MS)).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/forecast/model/seeded-random.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { columnOf, hindcastStepMs, makeHindcast } from '../../../src/verification/backtest/hindcast.ts';
import { stageTruthOf } from '../../../src/verification/backtest/stage-truth.ts';
import { station } from '../../support/synthetic-river.ts';

const town = station('town', []);
const times = Float64Array.from({ length: 30 * 144 }, (_, index) => index * 10 * MINUTE_MS);
/** A flood of a metre every five days. */
const clean = times.map((at) => {
  const x = (at % (5 * DAY_MS)) / (8 * HOUR_MS);
  return 0.5 + x * Math.exp(1 - x);
});
const spiked = clean.map((value, index) => (index % 500 === 3 ? value + 3 : value));

it('judges by what the service judges by: a lone spike is neither a stage nor an alarm', () => {
  const of = (values: Float64Array) =>
    makeHindcast(
      { stations: [town], series: new Map([['town', { times, values }]]) },
      {
        station: 'town',
        fitUntil: 20 * DAY_MS,
        from: 20 * DAY_MS,
        to: 28 * DAY_MS,
        everyMs: HOUR_MS / 2,
        marksM: [2],
        leadTimesH: [3],
        prior: [],
      },
    );
  const { stageM, observedAt, issuedAt } = of(spiked);
  expect(Math.max(...stageM)).toBe(Math.max(...of(clean).stageM));
  const isSpike = (at: number) => spiked[times.indexOf(at)] !== clean[times.indexOf(at)];
  expect(observedAt.some(isSpike)).toBe(false);
  // They were there to be taken, at moments of the half hours.
  expect(issuedAt.some(isSpike)).toBe(true);
}, 60_000);

describe('the columns of a hindcast', () => {
  /** The town reads on the hour, the gauge upstream 20 minutes later and the one below the town 25 minutes later. */
  const seriesFrom = (firstMin: number) => {
    const hourly = Float64Array.from({ length: 30 * 24 }, (_, hour) => hour * HOUR_MS + firstMin * MINUTE_MS);
    return { times: hourly, values: hourly.map((at) => clean[Math.floor(at / (10 * MINUTE_MS))]!) };
  };
  const hindcast = makeHindcast(
    {
      stations: [station('town', ['up']), station('up', []), station('below', ['town'])],
      series: new Map([
        ['town', seriesFrom(0)],
        ['up', seriesFrom(20)],
        ['below', seriesFrom(25)],
      ]),
    },
    {
      station: 'town',
      fitUntil: 20 * DAY_MS,
      from: 20 * DAY_MS,
      to: 21 * DAY_MS,
      everyMs: HOUR_MS / 2,
      marksM: [1.4, 1.2],
      leadTimesH: [1, 3],
      prior: [],
    },
  );

  it('tell when the newest observation was made, of the gauge itself and of it and those upstream, not below', () => {
    const { issuedAt, observedAt, dataAt } = hindcast;
    const ages = (made: Float64Array) => [...new Set(issuedAt.map((at, index) => (at - made[index]!) / MINUTE_MS))];
    // Every half hour: at half past and on the hour.
    expect(ages(observedAt)).toEqual([30, 0]);
    expect(ages(dataAt)).toEqual([10, 0]);
  });

  it('hold one chance a moment for each mark and lead time: more with a longer one, less of a higher mark', () => {
    const of = (markM: number, leadTimeH: number) => hindcast.chances[columnOf(hindcast, markM, leadTimeH)!]!;
    expect(hindcast.marksM).toEqual([1.2, 1.4]);
    expect(hindcast.chances.map(({ length }) => length)).toEqual([48, 48, 48, 48]);
    const isBelow = (less: Float32Array, more: Float32Array) => less.every((chance, index) => chance <= more[index]!);
    const sum = (column: Float32Array) => column.reduce((total, chance) => total + chance, 0);
    for (const [less, more] of [
      [of(1.2, 1), of(1.2, 3)],
      [of(1.4, 1), of(1.4, 3)],
      [of(1.4, 1), of(1.2, 1)],
      [of(1.4, 3), of(1.2, 3)],
    ] as const) {
      expect(isBelow(less, more)).toBe(true);
      expect(sum(less)).toBeLessThan(sum(more));
    }
  });
});

it('looks at a gauge as often as it reports, and not more often than each quarter of an hour', () => {
  expect([5, 15, 60].map((intervalMin) => hindcastStepMs({ intervalMin }) / MINUTE_MS)).toEqual([15, 15, 60]);
});

it('takes for a spike what is one at a gauge of that size', () => {
  const hourly = (values: readonly number[]) => ({
    times: Float64Array.from(values, (_, hour) => hour * HOUR_MS),
    values: Float64Array.from(values),
  });
  const calm = Array.from({ length: 200 }, () => 0.5);
  const of = (bankfullRiseM: number, values: readonly number[]) => {
    const gauge = { ...town, intervalMin: 60, bankfullRiseM };
    return Math.max(...stageTruthOf(gauge, hourly([...calm, ...values, ...calm])).series.values);
  };
  // An hourly crest of half a metre on a great river, and as much at a brook.
  expect(of(5, [1.1])).toBe(1.1);
  expect(of(0.5, [0.8])).toBe(0.5);
});

it('tells how much the gauge trembled as the last fit knew it, and nothing that was read after that', () => {
  const trembles = (isTrembling: (at: number) => boolean) => {
    const random = seededRandom(3);
    const values = clean.map(
      (value, index) => value + (isTrembling(times[index]!) ? 0.15 * (random() + random() - 1) : 0),
    );
    const { trembleM } = makeHindcast(
      { stations: [town], series: new Map([['town', { times, values }]]) },
      {
        station: 'town',
        fitUntil: 20 * DAY_MS,
        from: 20 * DAY_MS,
        to: 21 * DAY_MS,
        everyMs: HOUR_MS,
        marksM: [2],
        leadTimesH: [3],
        prior: [],
      },
    );
    expect(trembleM.length).toBe(24);
    return [...new Set(trembleM)];
  };
  expect(trembles((at) => at > 20 * DAY_MS)).toEqual([0]);
  const [known, ...others] = trembles((at) => at <= 20 * DAY_MS);
  expect(others).toEqual([]);
  // The standard deviation of the sum of two even draws from a width of 15 cm.
  expect(known).toBeGreaterThan(0.055);
  expect(known).toBeLessThan(0.07);
}, 60_000);

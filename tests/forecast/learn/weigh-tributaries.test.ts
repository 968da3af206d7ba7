import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import type { TrainingRows } from '../../../src/forecast/learn/training-rows.ts';
import { weighTributaries } from '../../../src/forecast/learn/weigh-tributaries.ts';
import { columnsOf } from '../../../src/forecast/observed/features.ts';
import { createGauge, type Gauge } from '../../../src/forecast/observed/gauge.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createDataset } from '../../../src/verification/backtest/dataset.ts';
import { evenly } from '../../support/evenly.ts';
import { station } from '../../support/synthetic-river.ts';

const APART_MS = 4 * DAY_MS;

/** What happened each four days: by how much each tributary had risen within six hours, and by how much the town, which stood at .3, then rose. */
interface Moment {
  rose: Readonly<Record<string, number>>;
  came: number;
}

function rowsOf(moments: readonly Moment[]): TrainingRows {
  const [count, width] = [moments.length, columnsOf(0)];
  const rows: TrainingRows = {
    count,
    depth: 0,
    situations: new Float32Array(count * width),
    rain: null,
    rises: new Float32Array(count * HORIZONS),
    weights: new Float32Array(count).fill(1),
    depths: new Uint8Array(count),
    times: Float64Array.from(moments.keys(), (moment) => (moment + 1) * APART_MS),
  };
  for (const [row, { came }] of moments.entries()) {
    rows.situations[row * width] = 0.3;
    rows.rises.fill(came, row * HORIZONS, (row + 1) * HORIZONS);
  }
  return rows;
}

/** It stands at 0 but in the three hours about each moment. */
function gaugeOf(id: string, moments: readonly Moment[]): Gauge {
  const times = Float64Array.from({ length: (moments.length + 1) * 96 + 4 }, (_, hour) => hour * HOUR_MS);
  const values = times.map((at) => {
    const moment = Math.round(at / APART_MS);
    return Math.abs(at - moment * APART_MS) <= 3 * HOUR_MS ? (moments[moment - 1]?.rose[id] ?? 0) : 0;
  });
  const gauge = createGauge(
    { ...station(id, []), intervalMin: 60 },
    { times, values },
    { zero: 0, scale: 1, noise: 0 },
  );
  return { ...gauge, series: { times, values } };
}

function weigh(moments: readonly Moment[], level: readonly string[]): Record<string, number> {
  const gauges = new Map(level.map((id) => [id, gaugeOf(id, moments)]));
  return Object.fromEntries(weighTributaries(rowsOf(moments), [level], gauges));
}

const moved: Moment = { rose: { left: 1, right: 0 }, came: 0.5 };
const idle: Moment = { rose: { left: 0, right: 1 }, came: 0 };

describe('how much a tributary counts', () => {
  it('after three floods on each: half of what they say, that one alone moves the river, and half that both do alike', () => {
    const weights = weigh([moved, idle, moved, idle, moved, idle], ['left', 'right']);
    expect(weights['left']).toBeCloseTo(1.5, 9);
    expect(weights['right']).toBeCloseTo(0.5, 9);
  });

  it('as much as the other where the river rises the same after each', () => {
    const other: Moment = { rose: { left: 0, right: 1 }, came: 0.5 };
    const weights = weigh([moved, other, moved, other], ['left', 'right']);
    expect(weights['left']).toBeCloseTo(1, 9);
    expect(weights['right']).toBeCloseTo(1, 9);
  });

  it('by its own part where both rise together: .4 and .1 for each unit of theirs', () => {
    const together: Moment = { rose: { left: 1, right: 1 }, came: 0.5 };
    const left: Moment = { rose: { left: 1, right: 0 }, came: 0.4 };
    const weights = weigh([together, left, together, left], ['left', 'right']);
    // Four floods are worth 4 / 7 and two 2 / 5; of a mean of .25 the slopes are 1.6 and .4 times.
    expect(weights['left']).toBeCloseTo((4 * 1.6 + 3) / 7, 6);
    expect(weights['right']).toBeCloseTo((2 * 0.4 + 3) / 5, 6);
  });

  it('as much as all others where it never rose: nothing is known of it, and the next storm may be on it', () => {
    const weights = weigh([moved, moved, moved, moved, moved, moved], ['left', 'right']);
    expect(weights['left']).toBeCloseTo(1, 9);
    expect(weights['right']).toBe(1);
  });

  it('counts as one flood what rises on within a day, and as none what is less than a fifth of bankfull', () => {
    const small: Moment = { rose: { left: 0, right: 0.15 }, came: 0 };
    const weights = weigh([moved, small, moved, small, moved, small], ['left', 'right']);
    expect(weights['right']).toBe(1);
    const rows = rowsOf([moved, idle]);
    const twice = { ...rows, times: Float64Array.of(APART_MS, 2 * APART_MS) };
    const hourLater = (each: Float64Array) => Float64Array.of(...each, 2 * APART_MS + HOUR_MS);
    const longer = { ...rowsOf([moved, idle, idle]), times: hourLater(twice.times) };
    const gauges = new Map(['left', 'right'].map((id) => [id, gaugeOf(id, [moved, idle])]));
    expect(weighTributaries(longer, [['left', 'right']], gauges).get('right')).toBeCloseTo(0.75, 9);
  });

  it('is not told of one gauge, nor before the first flood, nor where nothing rose above', () => {
    expect(weigh([moved, moved], ['left'])).toEqual({});
    expect(weigh([idle, idle], ['left', 'right'])).toEqual({});
    expect(weigh([{ rose: {}, came: 0.5 }], ['left', 'right'])).toEqual({});
  });

  it('is never less than nothing', () => {
    const rise = evenly(0, 2);
    const moment = fc.record({ rose: fc.record({ a: rise, b: rise, c: rise }), came: rise });
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1, maxLength: 8 }), (moments) => {
        const weights = Object.values(weigh(moments, ['a', 'b', 'c']));
        expect(weights.every((each) => each >= 0)).toBe(true);
      }),
    );
  });
});

it('a network learns it of its confluence, and the gauge below tells a rise on the branch that brings floods the higher', () => {
  const days = 60;
  const times = Float64Array.from({ length: days * 144 }, (_, step) => step * 10 * MINUTE_MS);
  const wave = (from: number, every: number, delayH: number) =>
    times.map((at) => {
      const x = ((at - from - delayH * HOUR_MS + every * 100) % every) / (4 * HOUR_MS);
      return 0.5 + 1.5 * x * Math.exp(1 - x);
    });
  const [six, five] = [6 * DAY_MS, 5 * DAY_MS];
  const series = new Map([
    ['left', { times, values: wave(0, six, 0) }],
    ['right', { times, values: wave(0, five, 0) }],
    ['town', { times, values: wave(0, six, 3) }],
  ]);
  const stations = [station('town', ['left', 'right']), station('left', []), station('right', [])];
  const dataset = createDataset('confluence', 'confluence', stations, series);
  const fit = fitNetwork(recordAsOf(dataset, days * DAY_MS), [], days * DAY_MS);
  expect([...fit.tributaries.keys()]).toEqual(['town']);
  const { left, right } = Object.fromEntries(fit.tributaries.get('town')!);
  expect(left!).toBeGreaterThan(2 * right!);
}, 60_000);

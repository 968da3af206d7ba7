import { seededRandom } from '../../src/forecast/model/seeded-random.ts';
import type { Series } from '../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { createDataset, type Dataset, type DatasetStation } from '../../src/verification/backtest/dataset.ts';

export function station(id: string, upstream: readonly string[]): DatasetStation {
  return {
    id,
    name: id,
    river: 'test',
    quantity: 'stage',
    upstream,
    intervalMin: 10,
    delayMin: 0,
    bankfullRiseM: 2,
    minValue: -10,
    maxValue: 30,
    position: null,
    attribution: null,
    marks: { act: 1.5 },
  };
}

/** Two gauges, the wave 3 h apart; a flood about every third day, each of its own size, and a few millimetres of noise. */
export function syntheticRiver(end: number): Dataset {
  const random = seededRandom(7);
  const floods: { at: number; heightM: number; hours: number }[] = [];
  for (let at = DAY_MS; at < end; at += (1.5 + 3 * random()) * DAY_MS) {
    floods.push({ at, heightM: 0.3 + 2.5 * random() ** 2, hours: 2 + 4 * random() });
  }
  const stageAt = (at: number): number =>
    floods.reduce((level, flood) => {
      const x = (at - flood.at) / (flood.hours * HOUR_MS);
      return x <= 0 || x > 20 ? level : level + flood.heightM * x * Math.exp(1 - x);
    }, 0.5);
  const series = (delayMs: number): Series => {
    const times = Float64Array.from(
      { length: Math.floor(end / (10 * MINUTE_MS)) },
      (_, index) => index * 10 * MINUTE_MS,
    );
    return { times, values: times.map((at) => Math.round(1000 * (stageAt(at - delayMs) + 0.004 * random())) / 1000) };
  };
  const all = new Map([
    ['up', series(0)],
    ['town', series(3 * HOUR_MS)],
  ]);
  return createDataset('test river', 'test-river', [station('up', []), station('town', ['up'])], all);
}

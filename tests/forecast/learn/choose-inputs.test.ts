import { describe, expect, it } from 'vitest';
import { createAdlpModel } from '../../../src/forecast/issue/adlp-model.ts';
import { type AnalogueSample, assembleSample } from '../../../src/forecast/learn/assemble-sample.ts';
import { chooseInputs } from '../../../src/forecast/learn/choose-inputs.ts';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { seededRandom } from '../../../src/forecast/model/seeded-random.ts';
import { columnsOf, RAIN_COLUMNS } from '../../../src/forecast/observed/features.ts';
import { HORIZONS, HORIZONS_H } from '../../../src/forecast/observed/horizons.ts';
import { type Series, sliceOf } from '../../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { createDataset, type Dataset } from '../../../src/verification/backtest/dataset.ts';
import { readingsBetween } from '../../support/dataset-cuts.ts';
import { rowsOfRiver } from '../../support/rows-of-river.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';

/** The same town below a gauge that knows nothing of its floods. */
function belowNoise(river: Dataset): Dataset {
  const random = seededRandom(11);
  const town = river.series.get('town')!;
  let level = 0;
  const noise: Series = {
    times: town.times,
    values: town.times.map(() => {
      level = 0.98 * level + 0.1 * (random() - 0.5);
      return 1 + level;
    }),
  };
  return createDataset(river.name, river.id, river.stations, new Map([...river.series, ['up', noise]]));
}

function recordOf({ stations, series }: Dataset, until: number) {
  return recordAsOf({ stations, series }, until);
}

function chosen(river: Dataset, until: number) {
  const all = rowsOfRiver(recordOf(river, until), { until, quietThinning: 6, weight: 1 });
  const { rows } = all.find(({ station }) => station === 'town')!;
  const gauge = { station: 'town', name: 'town', river: 'test' };
  const foldOf = (row: number) => Math.floor((row * 8) / rows.count);
  return chooseInputs(
    assembleSample([{ gauge, pace: 1, rows, isReal: true, foldOf, blockOf: () => 0 }], rows.depth, false),
  );
}

/** What one row holds, each 1 or -1. */
interface Signs {
  own: number;
  near: number;
  far: number;
  rain: number;
  /** What nothing tells. */
  chance: number;
}

/** Two levels above and rain, each column independent of all others in either of two folds: what is left out costs its square. */
function sampleOf(rise: (signs: Signs, leadTimeH: number) => number): AnalogueSample {
  const [count, width] = [64, columnsOf(2) + RAIN_COLUMNS];
  const x = new Float32Array(count * width);
  const rises = new Float32Array(count * HORIZONS);
  for (let row = 0; row < count; row++) {
    const sign = (bit: number) => ((row >> bit) % 2 === 0 ? -1 : 1);
    const signs = { own: sign(0), near: sign(1), far: sign(2), rain: sign(3), chance: sign(4) };
    x[row * width] = signs.own;
    x[row * width + columnsOf(0)] = signs.near;
    x[row * width + columnsOf(1)] = signs.far;
    x[row * width + columnsOf(2)] = signs.rain;
    rises.set(
      HORIZONS_H.map((leadTimeH) => rise(signs, leadTimeH)),
      row * HORIZONS,
    );
  }
  return {
    count,
    depth: 2,
    hasRain: true,
    x,
    depths: new Uint8Array(count).fill(2),
    rises,
    weights: new Float32Array(count).fill(1000),
    folds: Uint16Array.from({ length: count }, (_, row) => row >> 5),
    blocks: new Int32Array(count),
    real: new Uint8Array(count).fill(1),
    origins: {
      gauges: [],
      gaugeOf: new Uint16Array(count),
      paces: [1],
      paceOf: new Uint8Array(count),
      minutes: new Int32Array(count),
    },
  };
}

describe('of two levels above and rain a model keeps', () => {
  it.each<{ as: string; kept: object; rise: (signs: Signs, leadTimeH: number) => number }>([
    { as: 'none where the gauge itself tells all', kept: { depth: 0, hasRain: false }, rise: ({ own }) => own },
    { as: 'rain alone where rain tells', kept: { depth: 0, hasRain: true }, rise: ({ rain }) => rain },
    { as: 'the near level alone', kept: { depth: 1, hasRain: false }, rise: ({ near }) => near },
    { as: 'the near level too where the far one tells', kept: { depth: 2, hasRain: false }, rise: ({ far }) => far },
    {
      as: 'what tells of three hours alone',
      kept: { depth: 1, hasRain: false },
      rise: ({ near, chance }, leadTimeH) => (leadTimeH === 3 ? near + chance : chance),
    },
    {
      as: 'what tells of six hours alone',
      kept: { depth: 0, hasRain: true },
      rise: ({ rain, chance }, leadTimeH) => (leadTimeH === 6 ? rain + chance : chance),
    },
    {
      as: 'nothing for the sake of any other lead time',
      kept: { depth: 0, hasRain: false },
      rise: ({ near, rain, chance }, leadTimeH) => (leadTimeH === 3 || leadTimeH === 6 ? chance : near + rain + chance),
    },
    {
      as: 'what saves more than a hundredth of the squared error: .11 · .11',
      kept: { depth: 2, hasRain: true },
      rise: ({ far, rain, chance }) => chance + 0.11 * far + 0.11 * rain,
    },
    {
      as: 'not what saves less: .09 · .09',
      kept: { depth: 0, hasRain: false },
      rise: ({ far, chance }) => chance + 0.09 * far,
    },
    {
      as: 'one of two that each save less, and together more',
      kept: { depth: 1, hasRain: false },
      rise: ({ near, far, chance }) => chance + 0.09 * near + 0.09 * far,
    },
  ])('$as', ({ kept, rise }) => {
    expect(chooseInputs(sampleOf(rise))).toEqual(kept);
  });
});

describe('the inputs of a gauge’s own model', () => {
  it('keep the level above that tells of its floods, and leave out the one that tells nothing', () => {
    const river = syntheticRiver(80 * DAY_MS);
    expect(chosen(river, 80 * DAY_MS)).toEqual({ depth: 1, hasRain: false });
    expect(chosen(belowNoise(river), 80 * DAY_MS)).toEqual({ depth: 0, hasRain: false });
  });

  it('wait for a new gauge upstream until its record is long too, and keep the years of the own one till then', () => {
    const until = 400 * DAY_MS;
    const river = syntheticRiver(until);
    const levels = (days: number): number[] => {
      const up = sliceOf(river.series.get('up')!, until - days * DAY_MS, Number.POSITIVE_INFINITY);
      const since = createDataset(river.name, river.id, river.stations, new Map([...river.series, ['up', up]]));
      return [...(fitNetwork(recordOf(since, until), [], until).local.get('town')?.projections.keys() ?? [])];
    };
    expect([3, 20, 320].map(levels)).toEqual([[0], [0], [1]]);
  });

  it('serve a forecast that looks at fewer levels than are seen, and does without a gauge it does not look at', () => {
    const until = 320 * DAY_MS;
    const river = belowNoise(syntheticRiver(until + DAY_MS));
    const fit = fitNetwork(recordOf(river, until), [], until);
    expect([...fit.local.get('town')!.projections.keys()]).toEqual([0]);
    const issuedAt = until + 6 * HOUR_MS;
    const inputs = (id: string) => readingsBetween(river, id, issuedAt - 40 * HOUR_MS, issuedAt);
    const others = new Map([['up', inputs('up')]]);
    const forecast = createAdlpModel(river.network, fit).forecast({
      station: 'town',
      issuedAt,
      own: inputs('town'),
      others,
    });
    expect(forecast).toMatchObject({ ok: true, value: { learning: false, degraded: [] } });
    if (!forecast.ok) throw new Error('seen');
    expect(forecast.value.contributions.map(({ from }) => from)).toEqual(['own']);
    const silent = createAdlpModel(river.network, fit).forecast({
      station: 'town',
      issuedAt,
      own: inputs('town'),
      others: new Map(),
    });
    expect(silent).toMatchObject({ ok: true, value: { learning: false, degraded: ['up'] } });
    // Its own nine tenths stand first; what all gauges together say looks at the one above.
    const own = (paths: readonly Float64Array[]) => paths.slice(0, 288);
    expect(silent.ok && own(silent.value.paths)).toEqual(own(forecast.value.paths));
    expect(forecast.value.similarEvents[0]!.station).toBe('town');
  }, 60_000);
});

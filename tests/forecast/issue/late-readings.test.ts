import { describe, expect, it } from 'vitest';
import { exceedanceProbability } from '../../../src/forecast/ensemble/exceedance-probability.ts';
import { readPrior } from '../../../src/forecast/io/prior-file.ts';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import { priorLessons } from '../../../src/forecast/learn/prior.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { type Series, sliceOf } from '../../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createDataset, type Dataset } from '../../../src/verification/backtest/dataset.ts';
import { forecastAt } from '../../../src/verification/backtest/run-forward.ts';
import { station, syntheticRiver } from '../../support/synthetic-river.ts';

const fitUntil = 40 * DAY_MS;
const river = syntheticRiver(60 * DAY_MS);
const [town, up] = [river.series.get('town')!, river.series.get('up')!];
const MARK_M = 1.5;

/** The town alone, reporting every so many minutes. */
function alone(intervalMin: number): Dataset {
  const kept = [...town.times.keys()].filter((index) => town.times[index]! % (intervalMin * MINUTE_MS) === 0);
  const series: Series = {
    times: Float64Array.from(kept, (index) => town.times[index]!),
    values: Float64Array.from(kept, (index) => town.values[index]!),
  };
  return createDataset('town', 'town', [{ ...station('town', []), intervalMin }], new Map([['town', series]]));
}

/** On the hour, below the mark and rising by more than 10 cm an hour. */
const rising = Array.from({ length: 20 * 24 }, (_, hour) => fitUntil + hour * HOUR_MS).filter((at) => {
  const [now, before] = [at, at - HOUR_MS].map((each) => town.values[town.times.indexOf(each)]!);
  return now! < MARK_M && now! - before! > 0.1;
});

it('the river rises often enough for the tests', () => {
  expect(rising.length).toBeGreaterThan(10);
});

describe.each([10, 60])('a gauge that reports every %i min', (intervalMin) => {
  const dataset = alone(intervalMin);
  const fit = fitNetwork(recordAsOf(dataset, fitUntil), [], fitUntil);

  /** The chance of the mark up to a moment, said later by what was known at `knownAt`. */
  const chance = (knownAt: number, until: number, issuedAt: number): number => {
    const series = new Map([...dataset.series].map(([id, each]) => [id, sliceOf(each, 0, knownAt)]));
    const record = recordAsOf({ ...dataset, series }, fitUntil);
    const ensemble = forecastAt(record, fit, 'town', issuedAt)!;
    return exceedanceProbability(ensemble, MARK_M, (until - issuedAt) / HOUR_MS);
  };

  it.each(intervalMin === 60 ? [7, 25, 67, 150] : [5, 9, 25, 67, 150])(
    'says the same of what is to come when nothing new came for %i min',
    (late) => {
      for (const at of rising) {
        const until = at + 6 * HOUR_MS;
        // Between two steps the chance is read on a straight line.
        expect(chance(at, until, at + late * MINUTE_MS)).toBeCloseTo(chance(at, until, at), 1);
      }
    },
  );

  it('says nothing after three hours', () => {
    const [at] = rising;
    const series = new Map([['town', sliceOf(dataset.series.get('town')!, 0, at!)]]);
    const record = recordAsOf({ ...dataset, series }, fitUntil);
    // Until then it says that its own gauge is missing, once it should have been seen again.
    expect(forecastAt(record, fit, 'town', at! + HOUR_MS)!.degraded).toEqual([]);
    expect(forecastAt(record, fit, 'town', at! + 3 * HOUR_MS)!.degraded).toEqual(['town']);
    expect(forecastAt(record, fit, 'town', at! + 3 * HOUR_MS + MINUTE_MS)).toBeNull();
  });
});

it('what rises upstream is known at once, however late the town’s own gauge is', () => {
  const fit = fitNetwork(recordAsOf(river, fitUntil), [], fitUntil);
  // The wave is three hours under way from there.
  const passage =
    town.times[town.values.findIndex((value, index) => value >= MARK_M && town.times[index]! > fitUntil)]!;
  const [lastSeen, issuedAt] = [passage - 4 * HOUR_MS, passage - 2 * HOUR_MS];
  const ask = (upSeen: number): number => {
    const series = new Map([
      ['town', sliceOf(town, 0, lastSeen)],
      ['up', sliceOf(up, 0, upSeen)],
    ]);
    return exceedanceProbability(
      forecastAt(recordAsOf({ ...river, series }, fitUntil), fit, 'town', issuedAt)!,
      MARK_M,
      4,
    );
  };
  expect(ask(issuedAt)).toBeGreaterThan(ask(lastSeen) + 0.2);
});

describe.each([
  { taughtBy: 'its own floods', prior: [] },
  { taughtBy: 'other rivers too', prior: priorLessons(readPrior(), []) },
])(
  'a town that is silent for two hours while a wave passes the gauge above, three hours away, taught by $taughtBy',
  ({ prior }) => {
    const fit = fitNetwork(recordAsOf(river, fitUntil), prior, fitUntil);

    /** When the gauge above passed the mark, and what may be asked half an hour later. */
    const waves = [...up.times.keys()].flatMap((index) => {
      const at = up.times[index]!;
      const isPassage = up.values[index]! >= MARK_M && up.values[index - 1]! < MARK_M;
      return isPassage && at > fitUntil && town.values[index]! < 0.7 ? [at] : [];
    });
    const chance = (passedAt: number, leadTimeH: number): number => {
      const issuedAt = passedAt + 30 * MINUTE_MS;
      const series = new Map([
        ['town', sliceOf(town, 0, issuedAt - 2 * HOUR_MS)],
        ['up', sliceOf(up, 0, issuedAt)],
      ]);
      const ensemble = forecastAt(recordAsOf({ ...river, series }, fitUntil), fit, 'town', issuedAt)!;
      return exceedanceProbability(ensemble, MARK_M, leadTimeH);
    };

    it('does not take the water to be there already, and tells it when it comes', () => {
      expect(waves.length).toBeGreaterThan(2);
      for (const passedAt of waves) {
        expect(chance(passedAt, 1)).toBeLessThan(0.2);
        expect(chance(passedAt, 3)).toBeGreaterThan(0.7);
      }
    });
  },
);

it('a gauge upstream whose readings come an hour and a half late by nature is not missing', () => {
  const ask = (delayMin: number): readonly string[] => {
    const stations = [{ ...station('up', []), delayMin }, station('town', ['up'])];
    const late = createDataset('river', 'river', stations, river.series);
    const fit = fitNetwork(recordAsOf(late, fitUntil), [], fitUntil);
    const at = rising[0]!;
    const series = new Map([
      ['town', town],
      ['up', sliceOf(up, 0, at - 95 * MINUTE_MS)],
    ]);
    return forecastAt(recordAsOf({ stations, series }, fitUntil), fit, 'town', at)!.degraded;
  };
  expect(ask(0)).toEqual(['up']);
  expect(ask(90)).toEqual([]);
});

it('an hourly history teaches a gauge that now reports every ten minutes', () => {
  const hourly = alone(60).series;
  const every10 = createDataset('town', 'town', [station('town', [])], hourly);
  const [coarse, native] = [every10, alone(10)].map((each) => fitNetwork(recordAsOf(each, fitUntil), [], fitUntil));
  // Every hour, not every half; of calm hours one in six.
  expect(coarse!.ownRows).toBeGreaterThan(0.45 * native!.ownRows);
});

import { beforeAll, describe, expect, test } from 'vitest';
import { exceedanceProbability } from '../../../src/forecast/ensemble/exceedance-probability.ts';
import { fitNetwork, type NetworkFit } from '../../../src/forecast/learn/fit-network.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { countUntil, type Series, sliceOf } from '../../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createDataset } from '../../../src/verification/backtest/dataset.ts';
import { forecastAt } from '../../../src/verification/backtest/run-forward.ts';
import { station, syntheticRiver } from '../../support/synthetic-river.ts';

const fitUntil = 40 * DAY_MS;
const river = syntheticRiver(60 * DAY_MS);
const MARK_M = 1.5;
const [town, up] = [river.series.get('town')!, river.series.get('up')!];
const at = ({ times, values }: Series, moment: number): number => values[countUntil({ times }, moment) - 1]!;

/** Where the town's gauge stands in the middle of its steepest rise below the mark. */
const jammedAt = Array.from({ length: 20 * 24 }, (_, hour) => fitUntil + hour * HOUR_MS)
  .filter((moment) => at(town, moment) < MARK_M - 0.3)
  .reduce((steepest, moment) => {
    const rise = (each: number): number => at(town, each) - at(town, each - HOUR_MS);
    return rise(moment) > rise(steepest) ? moment : steepest;
  });

function jammed({ times, values }: Series): Series {
  return {
    times,
    values: values.map((value, index) => (times[index]! > jammedAt ? at({ times, values }, jammedAt) : value)),
  };
}

describe('a gauge jams in a rise', () => {
  let fit: NetworkFit;
  beforeAll(() => {
    fit = fitNetwork(recordAsOf(river, fitUntil), [], fitUntil);
  });

  const ask = (changed: Record<string, Series>, minutes: number) => {
    const series = new Map([...river.series, ...Object.entries(changed)]);
    return forecastAt(recordAsOf({ ...river, series }, fitUntil), fit, 'town', jammedAt + minutes * MINUTE_MS);
  };
  test('the town alone: the chance stays as it was, where it was next to nothing', () => {
    const alone = (series: Series) =>
      recordAsOf(createDataset('town', 'town', [station('town', [])], new Map([['town', series]])), fitUntil);
    const own = fitNetwork(alone(town), [], fitUntil);
    const within3h = (series: Series, by: NetworkFit): number =>
      exceedanceProbability(forecastAt(alone(series), by, 'town', jammedAt + HOUR_MS)!, MARK_M, 3);
    expect(at(town, jammedAt + 3 * HOUR_MS)).toBeGreaterThan(MARK_M);
    expect(within3h(town, own)).toBeGreaterThan(0.8);
    expect(within3h(jammed(town), { ...own, atRest: new Set(['town']) })).toBeLessThan(0.2);
    expect(within3h(jammed(town), own)).toBeGreaterThan(0.8);
  });

  test('what the forecast rests on is said', () => {
    const ensemble = ask({ town: jammed(town) }, 60)!;
    expect(ensemble.degraded).toEqual(['town']);
    expect(ensemble.stageM).toBe(at(town, jammedAt));
  });

  test('its own: what is said is what would be of a gauge that is silent since', () => {
    const silent = ask({ town: sliceOf(town, 0, jammedAt) }, 60)!;
    expect(ask({ town: jammed(town) }, 60)!.paths).toEqual(silent.paths);
  });

  test('its own: after three hours nothing is said', () => {
    expect(ask({ town: jammed(town) }, 180)).not.toBeNull();
    expect(ask({ town: jammed(town) }, 190)).toBeNull();
  });

  test('the one above: it counts as silent since', () => {
    for (const minutes of [60, 120]) {
      const ensemble = ask({ up: jammed(up) }, minutes)!;
      const silent = ask({ up: sliceOf(up, 0, jammedAt) }, minutes)!;
      expect(ensemble.paths).toEqual(silent.paths);
    }
  });

  test('a gauge that moves is believed at once', () => {
    const freed = jammed(town).values.map((value, index) =>
      town.times[index]! > jammedAt + HOUR_MS ? value + 0.001 : value,
    );
    expect(ask({ town: { times: town.times, values: freed } }, 70)!.degraded).toEqual([]);
  });

  test('what comes later is not looked at', () => {
    for (const minutes of [10, 20, 30, 60, 180]) {
      const until = jammedAt + minutes * MINUTE_MS;
      const known = { town: sliceOf(jammed(town), 0, until), up: sliceOf(up, 0, until) };
      expect(ask({ town: jammed(town) }, minutes)!.paths).toEqual(ask(known, minutes)!.paths);
    }
  });
});

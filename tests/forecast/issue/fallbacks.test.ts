import { describe, expect, it } from 'vitest';
import { issueForecast } from '../../../src/forecast/issue/issue-forecast.ts';
import { fitNetwork, type NetworkFit } from '../../../src/forecast/learn/fit-network.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { drawOnce } from '../../../src/forecast/model/drawn-model.ts';
import { columnsOf, situationAt } from '../../../src/forecast/observed/features.ts';
import { HORIZONS, HORIZONS_H } from '../../../src/forecast/observed/horizons.ts';
import { countUntil } from '../../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { forecastAt } from '../../../src/verification/backtest/run-forward.ts';
import { bareFit } from '../../support/bare-fit.ts';
import { oneLeafModel } from '../../support/one-leaf-model.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';

const until = 330 * DAY_MS;
const judgedTo = until + 20 * DAY_MS;
const river = syntheticRiver(judgedTo + DAY_MS);
const nothing = { times: new Float64Array(0), values: new Float64Array(0) };
const silentAbove = recordAsOf({ ...river, series: new Map(river.series).set('up', nothing) }, judgedTo + DAY_MS);
const seenAbove = recordAsOf(river, judgedTo + DAY_MS);

/** What came of the forecasts of the last hours left aside, by which other rivers come near to what the gauge knows itself. */
function saidAtFirst({ gauges, trees }: typeof seenAbove, fit: NetworkFit, issuedAt: number) {
  const town = gauges.get('town')!;
  const situation = situationAt(town, trees.get('town')!, gauges, issuedAt)!;
  const newest = town.own.values[countUntil(town.own, issuedAt) - 1]!;
  const stageM = town.zero + town.scale * newest;
  const standing = { station: 'town', issuedAt, stageM, observedAt: issuedAt };
  return issueForecast(fit, standing, { scale: town.scale, fromM: stageM }, situation, null, 0)!;
}

describe('a gauge that saw a year of floods, with the gauge above it silent', () => {
  const fit = fitNetwork(recordAsOf(river, until), [], until);

  it('speaks for itself all the same', () => {
    const { learning, degraded } = forecastAt(silentAbove, fit, 'town', until + HOUR_MS)!;
    expect({ learning, degraded }).toEqual({ learning: false, degraded: ['up'] });
  });

  it('foretells its floods better than all rivers together, and not as well as with that gauge', () => {
    const { times, values } = river.series.get('town')!;
    const step = HORIZONS_H.indexOf(3);
    const loss = (record: typeof seenAbove, asked: NetworkFit): number => {
      let sum = 0;
      for (let at = until; at < judgedTo; at += HOUR_MS) {
        const { paths, weights } = saidAtFirst(record, asked, at);
        const expectedM = paths.reduce((mean, path, index) => mean + weights[index]! * path[step]!, 0);
        sum += (expectedM - values[times.indexOf(at + 3 * HOUR_MS)]!) ** 2;
      }
      return sum;
    };
    const whole = loss(seenAbove, fit);
    const fewer = loss(silentAbove, fit);
    const others = loss(silentAbove, { ...fit, local: new Map() });
    expect(whole).toBeLessThan(fewer);
    expect(fewer).toBeLessThan(0.9 * others);
  });
});

describe('what a gauge says of itself while something is silent', () => {
  const rising = (depth: number, hasRain: boolean, riseM: number) => {
    const members = [{ weight: 1, rise: 0, error: 0, spread: 1 }];
    const model = oneLeafModel({ means: new Map([[depth, riseM]]), spread: 1, members, drawn: 1, dressing: 'error' });
    const [projection] = [...model.projections.values()];
    return { ...drawOnce(model, 'town'), projections: new Map([[depth, { ...projection!, hasRain }]]) };
  };
  const fallbacks = [rising(1, false, 20), rising(0, false, 10)];
  const fit = bareFit({ local: new Map([['town', { ...rising(2, false, 30), share: 1, fallbacks, silent: null }]]) });

  it.each([
    { whole: 2, riseM: 30 },
    { whole: 1, riseM: 20 },
    { whole: 0, riseM: 10 },
  ])('is what looks at most of what is seen: $whole levels without a gap, a rise of $riseM m', ({ whole, riseM }) => {
    const situation = {
      origin: 0,
      values: new Float64Array(columnsOf(2)),
      depth: 2,
      rain: null,
      missing: [],
      isSilent: false,
      wholeDepth: whole,
      seen: [[], []],
    };
    const standing = { station: 'town', issuedAt: 0, stageM: 0, observedAt: 0 };
    const { paths } = issueForecast(fit, standing, { scale: 1, fromM: 0 }, situation, null, 0)!;
    expect(paths.map((path) => path[HORIZONS - 1])).toEqual([riseM]);
  });
});

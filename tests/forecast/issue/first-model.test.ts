import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exceedanceProbability } from '../../../src/forecast/ensemble/exceedance-probability.ts';
import type { ForecastInputs } from '../../../src/forecast/forecast-model.ts';
import { createFirstModel } from '../../../src/forecast/issue/first-model.ts';
import { median } from '../../../src/lib/median.ts';
import { HOUR_MS } from '../../../src/lib/units.ts';
import type { Reading } from '../../../src/reading/reading.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { evenly } from '../../support/evenly.ts';
import { stageReading } from '../../support/stage-reading.ts';
import { stationNamed } from '../../support/station-named.ts';

const limits = { minValue: -1, maxValue: 20 };
const stations = [stationNamed('up', limits), stationNamed('town', { ...limits, upstream: ['up'] })];
const model = createFirstModel(createNetwork(stations));
const STEP_MS = 10 * 60_000;
const now = 300 * HOUR_MS;

function series(station: string, stageM: (at: number) => number, until = now): Reading[] {
  const readings: Reading[] = [];
  for (let at = now - 240 * HOUR_MS; at <= until; at += STEP_MS) {
    const value = stageM(at);
    readings.push(stageReading(station, at, value));
  }
  return readings;
}

const wave = (start: number) => (at: number) => 1 + 2 / (1 + Math.exp(-(at - start - 2 * HOUR_MS) / HOUR_MS));
const inputs = (own: Reading[], up: Reading[] | null): ForecastInputs => ({
  station: 'town',
  issuedAt: now,
  own,
  others: new Map(up === null ? [] : [['up', up]]),
});

describe('the first model', () => {
  it('sees a wave upstream coming', () => {
    const quiet = model.forecast(
      inputs(
        series('town', () => 1),
        series('up', () => 1),
      ),
    );
    const coming = model.forecast(
      inputs(
        series('town', () => 1),
        series('up', wave(now - 4 * HOUR_MS)),
      ),
    );
    if (!quiet.ok || !coming.ok) throw new Error('both are seen');
    expect(exceedanceProbability(quiet.value, 1.8, 6)).toBeLessThan(0.01);
    expect(exceedanceProbability(coming.value, 1.8, 6)).toBeGreaterThan(0.4);
  });

  it.each(['rain', 'discharge'] as const)('takes no gauge of %s for a wave', (quantity) => {
    const withOther = [
      stationNamed('up', limits),
      { ...stationNamed('other', limits), quantity },
      stationNamed('town', { ...limits, upstream: ['up', 'other'] }),
    ];
    const seen = inputs(
      series('town', () => 1),
      series('up', wave(now - 2 * HOUR_MS)),
    );
    const still = series('other', () => 0).map((each) => ({ ...each, quantity }));
    const others = new Map([...seen.others, ['other', still]]);
    expect(createFirstModel(createNetwork(withOther)).forecast({ ...seen, others })).toEqual(model.forecast(seen));
  });

  it('says what it did without, and refuses where the gauge itself is silent', () => {
    const degraded = model.forecast(
      inputs(
        series('town', () => 1),
        null,
      ),
    );
    expect(degraded.ok && degraded.value.degraded).toEqual(['up']);
    const both = [series('town', () => 1, now - 2 * HOUR_MS), series('up', () => 1, now - 2.5 * HOUR_MS)] as const;
    const late = model.forecast(inputs(...both));
    expect(late.ok && late.value.degraded).toEqual(['town', 'up']);
    const silentSince = now - 4 * HOUR_MS;
    expect(
      model.forecast(
        inputs(
          series('town', () => 1, silentSince),
          null,
        ),
      ),
    ).toEqual({
      ok: false,
      error: { kind: 'not-seen', since: silentSince },
    });
    expect(model.forecast(inputs([], null))).toEqual({ ok: false, error: { kind: 'never-seen' } });
  });

  it('takes nothing from readings observed after the issue time', () => {
    fc.assert(
      fc.property(evenly(-1, 9), (later) => {
        const own = series('town', wave(now - 3 * HOUR_MS));
        const up = series('up', wave(now - 5 * HOUR_MS));
        const future = series('town', () => later, now + 6 * HOUR_MS).filter((each) => each.observedAt > now);
        const futureUp = series('up', () => later, now + 6 * HOUR_MS).filter((each) => each.observedAt > now);
        const before = model.forecast(inputs(own, up));
        expect(model.forecast(inputs([...own, ...future], [...up, ...futureUp]))).toEqual(before);
      }),
      { numRuns: 20 },
    );
  });

  it('says that it has learned from nothing, and explains the rise in 3 h that half of the paths exceed, to the last millimetre', () => {
    const result = model.forecast(
      inputs(series('town', wave(now - 2 * HOUR_MS)), series('up', wave(now - 4 * HOUR_MS))),
    );
    if (!result.ok) throw new Error('seen');
    const { paths, leadTimesH, stageM, contributions, outsideExperience, learning } = result.value;
    // It leans on no other river: it has learned from nothing.
    expect({ outsideExperience, learning }).toEqual({ outsideExperience: true, learning: false });
    const step = leadTimesH.indexOf(3);
    expect(contributions.reduce((sum, each) => sum + each.riseM, 0)).toBeCloseTo(
      median(paths.map((path) => path[step]! - stageM)),
      6,
    );
  });

  /** Once a metre higher, so many hours before now. */
  const steps =
    (...hoursAgo: number[]) =>
    (at: number) =>
      1 + hoursAgo.filter((hours) => at >= now - hours * HOUR_MS).length;

  it('expects a wave when the last one took as long to come down', () => {
    // The last one took five hours; a metre now, of two to bankfull, is told 1.2 times as high 6 h ahead of a town that stands at two.
    const result = model.forecast(inputs(series('town', steps(15.5)), series('up', steps(20.5, 0.5))));
    if (!result.ok) throw new Error('seen');
    const { paths, leadTimesH } = result.value;
    expect(leadTimesH).toEqual([0.5, 1, 1.5, 2, 3, 4, 6, 9, 12]);
    const middles = leadTimesH.map((_, step) => Number(median(paths.map((path) => path[step]!)).toFixed(6)));
    expect(middles).toEqual([2, 2, 2, 2, 2, 2, 3.2, 3.3, 3.4]);
  });

  it.each([
    { fromNear: 0, from: 'top', why: 'from the gauge above it where the nearest rises together with the town' },
    { fromNear: 2, from: 'near', why: 'from the nearest where its waves take two hours' },
  ])('hears of waves $why', ({ fromNear, from }) => {
    const chain = [
      stationNamed('top', limits),
      stationNamed('near', { ...limits, upstream: ['top'] }),
      stationNamed('town', { ...limits, upstream: ['near'] }),
    ];
    const others = new Map([
      ['near', series('near', steps(15.5 + fromNear))],
      ['top', series('top', steps(20.5))],
    ]);
    const forecast = (seen: ForecastInputs['others']) => {
      const result = createFirstModel(createNetwork(chain)).forecast({
        ...inputs(series('town', steps(15.5)), null),
        others: seen,
      });
      if (!result.ok) throw new Error('seen');
      return result.value.contributions.flatMap(({ station }) => station ?? []);
    };
    expect(forecast(others)).toEqual([from]);
    // Where nothing is seen further up the nearest has to do.
    others.delete('top');
    expect(forecast(others)).toEqual(['near']);
  });
});

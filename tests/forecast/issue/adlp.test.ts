import { beforeAll, describe, expect, it } from 'vitest';
import { exceedanceProbability } from '../../../src/forecast/ensemble/exceedance-probability.ts';
import { createAdlpModel } from '../../../src/forecast/issue/adlp-model.ts';
import { fitNetwork, type NetworkFit, normalsAt } from '../../../src/forecast/learn/fit-network.ts';
import { createRiverRecord, scalesUntil } from '../../../src/forecast/learn/river-record.ts';
import { LOOK_BACK_H, type Series, sliceOf } from '../../../src/forecast/observed/series.ts';
import { median } from '../../../src/lib/median.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createDataset, type Dataset } from '../../../src/verification/backtest/dataset.ts';
import { type BacktestRow, runBacktest } from '../../../src/verification/backtest/run-backtest.ts';
import { forecastAt } from '../../../src/verification/backtest/run-forward.ts';
import { readingsBetween, truncate } from '../../support/dataset-cuts.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';

const fitUntil = 40 * DAY_MS;
const end = 60 * DAY_MS;
const river = syntheticRiver(end);

function run(dataset: Dataset, to: number, marksM: readonly number[] = [1.5, 2.2]): BacktestRow[] {
  const rows: BacktestRow[] = [];
  const options = {
    fitUntil,
    from: fitUntil,
    to,
    everyMs: 2 * HOUR_MS,
    stations: ['town'],
    leadTimesH: [1, 3, 6, 12],
    marksM,
    prior: [],
    refit: true,
  };
  runBacktest(dataset, options, { onRow: (row) => rows.push(row) });
  return rows;
}

describe('the backtest of a river', () => {
  let whole: BacktestRow[];
  beforeAll(() => {
    whole = run(river, end);
  }, 60_000);

  it('says the same to the last digit when the record is cut off after the issue time', () => {
    for (const days of [43, 47.3, 55]) {
      const at = days * DAY_MS;
      const until = whole.filter((row) => row.issuedAt <= at);
      expect(until.length).toBeGreaterThan(100);
      expect(run(truncate(river, at), at)).toEqual(until);
    }
  }, 120_000);

  it('is not moved by a flood that comes later', () => {
    const at = 46 * DAY_MS;
    const later = new Map(
      [...river.series].map(([id, { times, values }]): [string, Series] => [
        id,
        { times, values: values.map((value, index) => (times[index]! > at ? value + 3 : value)) },
      ]),
    );
    const moved = run(createDataset(river.name, river.id, river.stations, later), at);
    expect(moved).toEqual(whole.filter((row) => row.issuedAt <= at));
  }, 60_000);

  it('depends on no mark: other marks change no path', () => {
    const at = 45 * DAY_MS;
    const heights = (rows: BacktestRow[]): unknown[] =>
      rows.map(({ issuedAt, leadTimeH, maxM }) => [issuedAt, leadTimeH, maxM]);
    const one = run(river, at, [1.5]);
    expect(heights(run(river, at, [9]))).toEqual(heights(one));
  }, 60_000);

  it('knows a flood hours ahead from the gauge upstream, and is calm in calm water', () => {
    const passed = (row: BacktestRow): boolean => highestAfter(river, 'town', row) >= row.markM;
    const asked = whole.filter((row) => row.markM === 1.5 && row.leadTimeH === 3 && row.stageM < 1.5);
    const mean = (rows: BacktestRow[]): number => rows.reduce((sum, row) => sum + row.probability, 0) / rows.length;
    const [before, calm] = [asked.filter(passed), asked.filter((row) => !passed(row))];
    expect(before.length).toBeGreaterThan(3);
    expect(mean(before)).toBeGreaterThan(0.5);
    expect(mean(calm)).toBeLessThan(0.05);
  });
});

describe('the live model', () => {
  let fit: NetworkFit;
  beforeAll(() => {
    const scales = scalesUntil(river.stations, river.series, fitUntil);
    fit = fitNetwork(createRiverRecord(river.stations, river.series, scales), [], fitUntil);
  }, 60_000);

  it('looks at nothing that was received later, though it was observed before; of a revised reading at what was known by then', () => {
    const model = createAdlpModel(river.network, fit);
    const issuedAt = fitUntil + 6 * HOUR_MS;
    const own = readingsBetween(river, 'town', issuedAt - LOOK_BACK_H * HOUR_MS, issuedAt);
    const others = new Map([['up', readingsBetween(river, 'up', issuedAt - LOOK_BACK_H * HOUR_MS, issuedAt)]]);
    const paths = (readings: typeof own) => {
      const forecast = model.forecast({ station: 'town', issuedAt, own: readings, others });
      if (!forecast.ok) throw new Error('seen');
      return forecast.value.paths;
    };
    const late = own
      .slice(-6)
      .map((each) => ({ ...each, value: each.value + 1, revision: 1, receivedAt: issuedAt + 1 }));
    expect(paths([...own, ...late])).toEqual(paths(own));
    const intime = late.map((each) => ({ ...each, receivedAt: issuedAt }));
    expect(paths([...own, ...intime])).not.toEqual(paths(own));
  });

  it('gives what the backtest gives, from a day and a half of readings', () => {
    const model = createAdlpModel(river.network, fit);
    const rows = run(river, fitUntil + DAY_MS);
    const first = rows.filter((row) => row.issuedAt <= fitUntil + 12 * HOUR_MS);
    expect(first.length).toBeGreaterThan(10);
    for (const row of first) {
      const from = row.issuedAt - LOOK_BACK_H * HOUR_MS;
      const forecast = model.forecast({
        station: 'town',
        issuedAt: row.issuedAt,
        own: readingsBetween(river, 'town', from, row.issuedAt),
        others: new Map([['up', readingsBetween(river, 'up', from, row.issuedAt)]]),
      });
      if (!forecast.ok) throw new Error('seen');
      expect(exceedanceProbability(forecast.value, row.markM, row.leadTimeH)).toBeCloseTo(row.probability, 6);
      const riseM = forecast.value.contributions.reduce((sum, each) => sum + each.riseM, 0);
      const step = forecast.value.leadTimesH.indexOf(forecast.value.explainedLeadTimeH);
      const { paths, stageM } = forecast.value;
      expect(riseM).toBeCloseTo(median(paths.map((path) => path[step]! - stageM)), 6);
    }
  });

  it('does without a silent gauge upstream and says so; carries its own for 3 h with growing doubt, then says nothing', () => {
    const model = createAdlpModel(river.network, fit);
    const at = 44 * DAY_MS;
    const own = readingsBetween(river, 'town', at - 40 * HOUR_MS, at);
    const up = readingsBetween(river, 'up', at - 40 * HOUR_MS, at);
    const seen = model.forecast({ station: 'town', issuedAt: at, own, others: new Map([['up', up]]) });
    const alone = model.forecast({ station: 'town', issuedAt: at, own, others: new Map() });
    if (!seen.ok || !alone.ok) throw new Error('both are forecasts');
    expect(seen.value.degraded).toEqual([]);
    expect(alone.value.degraded).toEqual(['up']);
    const spread = (issuedAt: number): number => {
      const carried = model.forecast({ station: 'town', issuedAt, own, others: new Map() });
      if (!carried.ok) return Number.NaN;
      const steps = carried.value.paths.map((path) => path[3]!);
      return Math.max(...steps) - Math.min(...steps);
    };
    expect(spread(at + 2 * HOUR_MS)).toBeGreaterThan(spread(at));
    expect(model.forecast({ station: 'town', issuedAt: at + 3 * HOUR_MS + MINUTE_MS, own, others: new Map() })).toEqual(
      {
        ok: false,
        error: { kind: 'not-seen', since: at },
      },
    );
  });

  it('says the same of the same readings whatever it was asked before', () => {
    const asked = createAdlpModel(river.network, fit);
    const [early, late] = [44 * DAY_MS, 44 * DAY_MS + 2 * HOUR_MS];
    const own = readingsBetween(river, 'town', early - 36 * HOUR_MS, late);
    const others = new Map([['up', readingsBetween(river, 'up', early - 36 * HOUR_MS, late)]]);
    asked.forecast({ station: 'town', issuedAt: early, own, others });
    const fresh = createAdlpModel(river.network, fit).forecast({ station: 'town', issuedAt: late, own, others });
    expect(asked.forecast({ station: 'town', issuedAt: late, own, others })).toEqual(fresh);
  });

  it('takes a gauge that the fit had yet to see as the backtest does: from its first reading', () => {
    const knowsUp = { ...fit, scales: new Map(fit.scales), normals: new Map(fit.normals), local: new Map() };
    knowsUp.scales.delete('town');
    knowsUp.normals.delete('town');
    // The whole river lower by 2 m, so that a usual level taken from elsewhere would tell.
    const began = 44 * DAY_MS;
    const town = river.series.get('town')!;
    const since = sliceOf({ times: town.times, values: town.values.map((value) => value - 2) }, began, end);
    const fresh = createDataset('fresh', 'fresh', river.stations, new Map(river.series).set('town', since));
    const scales = scalesUntil(fresh.stations, fresh.series, fitUntil);
    const record = createRiverRecord(fresh.stations, fresh.series, scales);
    const model = createAdlpModel(fresh.network, knowsUp);
    let moved = 0;
    for (let hours = 3; hours <= 30; hours += 1.5) {
      const issuedAt = began + hours * HOUR_MS;
      const own = readingsBetween(fresh, 'town', issuedAt - 36 * HOUR_MS, issuedAt);
      const others = new Map([['up', readingsBetween(fresh, 'up', issuedAt - 36 * HOUR_MS, issuedAt)]]);
      const live = model.forecast({ station: 'town', issuedAt, own, others });
      const said = forecastAt(record, knowsUp, 'town', issuedAt)!;
      if (!live.ok) throw new Error('seen');
      for (const markM of [-1.2, -0.8, 0]) {
        const chance = exceedanceProbability(said, markM, 6);
        expect(exceedanceProbability(live.value, markM, 6)).toBeCloseTo(chance, 3);
        if (chance > 0.02 && chance < 0.98) moved += 1;
      }
    }
    expect(moved).toBeGreaterThan(2);
  });

  it('is not thrown by an upstream gauge that is set to another zero', () => {
    const model = createAdlpModel(river.network, fit);
    const at = 44 * DAY_MS;
    const own = readingsBetween(river, 'town', at - 40 * HOUR_MS, at);
    const up = readingsBetween(river, 'up', at - 40 * HOUR_MS, at);
    const shifted = up.map((reading) =>
      reading.observedAt > at - 5 * HOUR_MS ? { ...reading, value: reading.value + 6 } : reading,
    );
    const ask = (readings: typeof up): number => {
      const forecast = model.forecast({ station: 'town', issuedAt: at, own, others: new Map([['up', readings]]) });
      if (!forecast.ok) throw new Error('seen');
      return exceedanceProbability(forecast.value, forecast.value.stageM + 1, 6);
    };
    expect(Math.abs(ask(shifted) - ask(up))).toBeLessThan(0.03);
  });

  /**
   * What is said at `town` by the service, whose usual levels were brought up to date at `levelledAt`, and by a backtest, which sees the whole record and
   * holds the first value after a jump back until the next confirms it: quality control has done so before the service is asked.
   */
  const liveAndBacktest = (dataset: Dataset, issuedAt: number, levelledAt: number) => {
    const asOf = (at: number) => createRiverRecord(dataset.stations, truncate(dataset, at).series, fit.scales);
    const from = issuedAt - 36 * HOUR_MS;
    const { gauges } = asOf(issuedAt);
    const accepted = (id: string) => {
      const read = new Set(gauges.get(id)!.read.times);
      return readingsBetween(dataset, id, from, issuedAt).filter(({ observedAt }) => read.has(observedAt));
    };
    const live = createAdlpModel(dataset.network, {
      ...fit,
      normals: normalsAt(asOf(levelledAt), levelledAt),
      levelledAt,
    }).forecast({
      station: 'town',
      issuedAt,
      own: accepted('town'),
      others: new Map([['up', accepted('up')]]),
    });
    if (!live.ok) throw new Error('seen');
    return { live: live.value, said: forecastAt(asOf(issuedAt), fit, 'town', issuedAt)! };
  };

  it('gives what the backtest gives also days and weeks after that, its usual levels being brought up to date each day', () => {
    const steppedAt = 42.25 * DAY_MS;
    const up = river.series.get('up')!;
    const moved: Series = {
      times: up.times,
      values: up.values.map((value, index) => (up.times[index]! >= steppedAt ? value + 6 : value)),
    };
    const stepped = createDataset('stepped', 'stepped', river.stations, new Map(river.series).set('up', moved));
    for (const days of [42.5, 43.5, 45, 50, 58]) {
      const { live, said } = liveAndBacktest(stepped, days * DAY_MS, Math.floor(days) * DAY_MS);
      for (const markM of [0.8, 1.5]) {
        expect(exceedanceProbability(live, markM, 6)).toBeCloseTo(exceedanceProbability(said, markM, 6), 2);
      }
    }
  });

  it('gives what the backtest gives where a gauge above was set to another zero in the evening, and its usual level brought up to date at midnight', () => {
    const steppedAt = 42.85 * DAY_MS;
    const levelledAt = 43 * DAY_MS;
    const up = river.series.get('up')!;
    for (const by of [1.6, 6, -6]) {
      const moved: Series = {
        times: up.times,
        values: up.values.map((value, index) => (up.times[index]! >= steppedAt ? value + by : value)),
      };
      const stepped = createDataset('stepped', 'stepped', river.stations, new Map(river.series).set('up', moved));
      for (const hours of [0.5, 4, 8, 20]) {
        const { live, said } = liveAndBacktest(stepped, levelledAt + hours * HOUR_MS, levelledAt);
        for (const markM of [0.8, 1]) {
          expect(exceedanceProbability(live, markM, 6)).toBeCloseTo(exceedanceProbability(said, markM, 6), 4);
        }
      }
    }
  });

  it('takes a gate above that was open for two days and is shut at once for what it is, as the backtest does', () => {
    const issuedAt = 44.6 * DAY_MS;
    const [opened, shut] = [issuedAt - 60 * HOUR_MS, issuedAt - 12 * HOUR_MS];
    const calm = river.series.get('up')!;
    const gate: Series = {
      times: calm.times,
      values: calm.times.map((at) => {
        const open = at > shut || at < opened ? 0 : Math.min(1, (at - opened) / (2 * HOUR_MS));
        return 0.5 + 0.005 * Math.sin(at) + 1.6 * open;
      }),
    };
    const still: Series = { times: calm.times, values: calm.times.map((at) => 0.5 + 0.005 * Math.sin(2 * at)) };
    const all = new Map([
      ['up', gate],
      ['town', still],
    ]);
    const dammed = createDataset('dammed', 'dammed', river.stations, all);
    const { live, said } = liveAndBacktest(dammed, issuedAt, Math.floor(shut / DAY_MS) * DAY_MS);
    expect(exceedanceProbability(live, 0.8, 6)).toBeCloseTo(exceedanceProbability(said, 0.8, 6), 2);
  });
});

function highestAfter(dataset: Dataset, id: string, { issuedAt, leadTimeH }: BacktestRow): number {
  const window = readingsBetween(dataset, id, issuedAt, issuedAt + leadTimeH * HOUR_MS);
  return Math.max(...window.map(({ value }) => value));
}

it('the synthetic river is what the tests think it is', () => {
  expect(river.stations.map(({ id, upstream }) => [id, upstream])).toEqual([
    ['up', []],
    ['town', ['up']],
  ]);
  expect(readingsBetween(river, 'town', 0, end).length).toBeGreaterThan(8000);
});

import { expect, it } from 'vitest';
import { judge } from '../../bench/skill/judge.ts';
import { createStudy } from '../../bench/skill/study.ts';
import { teach } from '../../bench/skill/teach.ts';
import { createRiverRecord, scalesUntil } from '../../src/forecast/learn/river-record.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import { createDataset } from '../../src/verification/backtest/dataset.ts';
import { floodsOf } from '../../src/verification/match-events.ts';
import { syntheticRiver } from '../support/synthetic-river.ts';

it('what came is read from the record: two and a half hours before the water nothing within two hours, all within three', () => {
  const river = syntheticRiver(30 * DAY_MS);
  const study = createStudy(river, ['town']);
  const scales = scalesUntil(river.stations, river.series, Number.POSITIVE_INFINITY);
  const record = createRiverRecord(river.stations, river.series, scales);
  const { series } = study.truths.get('town')!;
  const flood = floodsOf(series, 1.5).at(-1)!;
  const at = flood.passageAt - 2.5 * HOUR_MS;
  const taught = teach(record, [], 30 * DAY_MS);
  const [calm, ...none] = judge(study, taught, record, [{ station: 'town', at: at - 0.5 * DAY_MS, weight: 20 }]);
  const cases = judge(study, taught, record, [{ station: 'town', at, weight: 1 }]);

  expect(cases.map(({ leadTimeH, passed }) => [leadTimeH, passed])).toEqual([
    [1, 0],
    [2, 0],
    [3, 1],
    [6, 1],
    [12, 1],
  ]);
  const highestUntil = (leadTimeH: number) =>
    Math.max(...series.values.filter((_, i) => series.times[i]! > at && series.times[i]! <= at + leadTimeH * HOUR_MS));
  expect(cases.map((each) => each.highestM)).toEqual([1, 2, 3, 6, 12].map(highestUntil));
  expect(cases.map((each) => each.flood)).toEqual([null, null, flood, flood, flood]);
  // On the line between the first reading at the mark and the one ten minutes before.
  expect(cases[1]!.passedAt).toBeNull();
  expect(cases[2]!.passedAt! - flood.passageAt).toBeGreaterThan(-HOUR_MS / 6);
  expect(cases[2]!.passedAt).toBeLessThanOrEqual(flood.passageAt);
  expect([calm!.passed, calm!.weight, ...none.map(({ passed }) => passed)]).toEqual([0, 20, 0, 0, 0, 0]);
  // While the water stands at the mark there is nothing to foretell.
  expect(judge(study, taught, record, [{ station: 'town', at: flood.passageAt, weight: 1 }])).toEqual([]);
});

it('a gauge that is lost at the crest was seen to pass the mark; that it did not is said where no more than half of the window was dark', () => {
  const river = syntheticRiver(30 * DAY_MS);
  const { times, values } = river.series.get('town')!;
  const { passageAt } = floodsOf({ times, values }, 1.5).at(-1)!;
  const lost = times.map((at) => Number(at <= passageAt + HOUR_MS / 2 || at > passageAt + 20 * HOUR_MS));
  const kept = (each: Float64Array) => each.filter((_, index) => lost[index] === 1);
  const series = new Map(river.series).set('town', { times: kept(times), values: kept(values) });
  const broken = createDataset('lost', 'lost', river.stations, series);
  const study = createStudy(broken, ['town'], [1.5, 9]);
  const scales = scalesUntil(broken.stations, series, Number.POSITIVE_INFINITY);
  const record = createRiverRecord(broken.stations, series, scales);
  const moment = { station: 'town', at: passageAt - 2.5 * HOUR_MS, weight: 1 };
  const cases = judge(study, { fit: teach(record, [], 30 * DAY_MS).fit }, record, [moment]);
  expect(cases.map(({ markM, leadTimeH, passed, highestM }) => [markM, leadTimeH, passed, highestM !== null])).toEqual([
    [1.5, 1, 0, true],
    [1.5, 2, 0, true],
    [1.5, 3, 1, true],
    [1.5, 6, 1, false],
    [1.5, 12, 1, false],
    [9, 1, 0, true],
    [9, 2, 0, true],
    [9, 3, 0, true],
    [9, 6, 0, false],
  ]);
});

import { expect, it } from 'vitest';
import { judge } from '../../bench/skill/judge.ts';
import { createStudy } from '../../bench/skill/study.ts';
import { teach } from '../../bench/skill/teach.ts';
import { createRiverRecord, scalesUntil } from '../../src/forecast/river-record.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
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

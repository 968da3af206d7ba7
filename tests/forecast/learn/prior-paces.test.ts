import { expect, it } from 'vitest';
import { type PriorRiver, priorLessons } from '../../../src/forecast/learn/prior.ts';
import { columnsOf } from '../../../src/forecast/observed/features.ts';
import { type Series, sliceOf } from '../../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';

const end = 40 * DAY_MS;
const whole = syntheticRiver(end);

function lessonsOf(upFrom: number) {
  const up: Series = sliceOf(whole.series.get('up')!, upFrom, end);
  const river: PriorRiver = {
    id: 'other',
    group: 'other',
    owner: '',
    licence: '',
    stations: whole.stations,
    series: new Map([
      ['up', up],
      ['town', whole.series.get('town')!],
    ]),
    notTaught: [],
  };
  return priorLessons([river], []).filter(({ gauge }) => gauge.name === 'town');
}

it('a gauge that began later than its neighbours meets them at the same moments, at whatever pace the river is told', () => {
  const from = 5 * DAY_MS + 2 * HOUR_MS;
  const [together, later] = [lessonsOf(-1), lessonsOf(from)];
  expect(later.map(({ pace }) => pace)).toEqual([0.5, 1, 2, 3]);
  for (const [index, { rows, pace }] of later.entries()) {
    const all = together[index]!.rows;
    const width = columnsOf(1);
    const byTime = new Map(Array.from(all.times, (at, row) => [at, row]));
    let compared = 0;
    for (let row = 0; row < rows.count; row++) {
      // Its first hours are taken as calm, and its usual level is another one in the first month.
      const twin = byTime.get(rows.times[row]!);
      if (rows.depths[row] !== 1 || twin === undefined || rows.times[row]! < from + 2 * DAY_MS) continue;
      const changes = (of: typeof rows, at: number) => [...of.situations.subarray(at * width + 8, (at + 1) * width)];
      for (const [column, change] of changes(rows, row).entries()) {
        expect(change).toBeCloseTo(changes(all, twin)[column]!, 1);
      }
      compared += 1;
    }
    expect([pace, compared > 100]).toEqual([pace, true]);
  }
});

it('rivers that share storms leave together; a gauge that the flood broke teaches nothing', () => {
  const river = (id: string, group: string, notTaught: readonly string[] = []): PriorRiver => {
    return { id, group, owner: '', licence: '', stations: whole.stations, series: whole.series, notTaught };
  };
  const rivers = [river('aude', 'gloria'), river('orb', 'gloria'), river('isar', 'isar', ['up'])];
  const taught = (without: readonly string[]) =>
    new Set(priorLessons(rivers, without).map((lesson) => `${lesson.river} ${lesson.gauge.name}`));
  expect(taught(['orb'])).toEqual(new Set(['isar town']));
  expect(taught(['isar'])).toEqual(new Set(['aude up', 'aude town', 'orb up', 'orb town']));
});

it.each([
  { every: 10, gauges: 2, paces: [0.5, 1, 2, 3], river: 'a whole river read every ten minutes' },
  { every: 15, gauges: 2, paces: [0.5, 1, 2, 3], river: 'a whole river read every quarter of an hour' },
  { every: 60, gauges: 2, paces: [1], river: 'a river read hourly' },
  { every: 5, gauges: 2, paces: [1], river: 'a river read every five minutes' },
  { every: 10, gauges: 1, paces: [1], river: 'a gauge alone' },
])('$river is told at the paces $paces', ({ every, gauges, paces }) => {
  const stations = whole.stations.slice(-gauges).map((each) => ({ ...each, intervalMin: every }));
  const series = new Map(stations.map(({ id }) => [id, sliceOf(whole.series.get(id)!, -1, 10 * DAY_MS)]));
  const river = { id: 'other', group: 'other', owner: '', licence: '', stations, series, notTaught: [] };
  expect([...new Set(priorLessons([river], []).map(({ pace }) => pace))]).toEqual(paces);
});

import { describe, expect, it } from 'vitest';
import { columnsOf, OWN_COLUMNS, RAIN_COLUMNS, situationAt } from '../../../src/forecast/observed/features.ts';
import { createGauge, scaleOf } from '../../../src/forecast/observed/gauge.ts';
import { riverTree } from '../../../src/forecast/observed/river-tree.ts';
import type { Series } from '../../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import type { Station } from '../../../src/territory/station.ts';
import { station } from '../../support/synthetic-river.ts';

const now = 3 * DAY_MS;
const every = (minutes: number, until: number, value: (at: number) => number): Series => {
  const times = Float64Array.from(
    { length: until / (minutes * MINUTE_MS) + 1 },
    (_, step) => step * minutes * MINUTE_MS,
  );
  return { times, values: times.map(value) };
};
const calm = (until = now) => every(10, until, () => 1);

function situation(
  stations: readonly Station[],
  series: Readonly<Record<string, Series>>,
  weights: Readonly<Record<string, number>> = {},
) {
  const gauges = new Map(
    stations.flatMap((each) => {
      const own = series[each.id];
      return own === undefined ? [] : [[each.id, createGauge(each, own, scaleOf(each, own, now))] as const];
    }),
  );
  const tree = { ...riverTree(createNetwork(stations), 'town'), weights: new Map(Object.entries(weights)) };
  return situationAt(gauges.get('town')!, tree, gauges, now)!;
}

describe('what is known at a moment', () => {
  const chain = [station('town', ['mid']), station('mid', ['top']), station('top', [])];

  it('has a level for each gauge of a chain', () => {
    const { depth, wholeDepth, missing } = situation(chain, { town: calm(), mid: calm(), top: calm() });
    expect({ depth, wholeDepth, missing }).toEqual({ depth: 2, wholeDepth: 2, missing: [] });
  });

  it('has the gauge above in the place of a silent one, and says that the levels are not whole', () => {
    const silent = { town: calm(), mid: calm(now - 5 * HOUR_MS), top: calm() };
    const { depth, wholeDepth, missing, seen } = situation(chain, silent);
    expect({ depth, wholeDepth, missing }).toEqual({ depth: 1, wholeDepth: 0, missing: ['mid'] });
    expect(seen.map((level) => level.map(({ id }) => id))).toEqual([['top']]);
  });

  it('is not whole from the first gap up, and ends where nothing more is seen', () => {
    const ids = ['town', 'a', 'b', 'c', 'd', 'e'];
    const long = ids.map((id, index) => station(id, ids.slice(index + 1, index + 2)));
    const silent = calm(now - 5 * HOUR_MS);
    const some = { town: calm(), a: calm(), b: silent, c: calm(), d: silent, e: calm() };
    expect(situation(long, some)).toMatchObject({ depth: 3, wholeDepth: 1, missing: ['b', 'd'] });
    const none = { town: calm(), a: silent, b: silent, c: silent, d: silent, e: silent };
    expect(situation(long, none)).toMatchObject({
      depth: 0,
      wholeDepth: 0,
      missing: ['a', 'b', 'c', 'd', 'e'],
      seen: [],
    });
  });

  it('takes the past that a new gauge has not seen for calm', () => {
    const times = calm().times.filter((at) => at >= now - 10 * MINUTE_MS);
    const { values } = situation([station('town', [])], { town: { times, values: times.map(() => 1) } });
    expect([...values]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('looks at four levels of a longer chain, the nearer two in more steps than the others', () => {
    const ids = ['town', 'a', 'b', 'c', 'd', 'e', 'f'];
    const long = ids.map((id, index) => station(id, ids.slice(index + 1, index + 2)));
    const { seen, values } = situation(long, Object.fromEntries(ids.map((id) => [id, calm()])));
    expect(seen.map((level) => level.map(({ id }) => id))).toEqual([['a'], ['b'], ['c'], ['d']]);
    expect(values).toHaveLength(7 + 9 + 9 + 7 + 7);
  });

  it('has a gauge once to which a short and a long way lead up', () => {
    const [short, long] = [station('left', ['top']), station('right', ['mid'])];
    const stations = [station('town', ['left', 'right']), short, long, station('mid', ['top']), station('top', [])];
    const { seen } = situation(stations, Object.fromEntries(stations.map(({ id }) => [id, calm()])));
    expect(seen.map((level) => level.map(({ id }) => id))).toEqual([
      ['left', 'right'],
      ['top', 'mid'],
    ]);
  });

  it('starts where the own gauge was last seen, and is nothing once that is more than three hours ago', () => {
    const lately = (hours: number) => situation(chain, { town: calm(now - hours * HOUR_MS), mid: calm(), top: calm() });
    expect(lately(0)).toMatchObject({ origin: now, missing: [] });
    expect(lately(3)).toMatchObject({ origin: now - 3 * HOUR_MS, missing: ['town'], depth: 2 });
    expect(lately(3.5)).toBeNull();
  });

  it('is of a silent gauge from when it should have been seen again on, where anything else is seen', () => {
    const of = (hours: number, others: Readonly<Record<string, Series>>) =>
      situation(chain, { town: calm(now - hours * HOUR_MS), ...others }).isSilent;
    expect([0, 1, 1.5, 3].map((hours) => of(hours, { mid: calm(), top: calm() }))).toEqual([false, false, true, true]);
    const gone = calm(now - 5 * HOUR_MS);
    expect([of(2, { mid: gone, top: calm() }), of(2, { mid: gone, top: gone })]).toEqual([true, false]);
    const hill = { ...station('hill', []), quantity: 'rain' as const };
    const wet = (until: number) => ({ town: calm(now - 2 * HOUR_MS), hill: every(10, until, () => 1) });
    const below = (until: number) => situation([station('town', ['hill']), hill], wet(until)).isSilent;
    expect([below(now), below(now - 5 * HOUR_MS)]).toEqual([true, false]);
  });

  it('has of the own gauge where it stands, what it rose back to eight hours ago, and last in the newest twenty minutes', () => {
    // It rises by 1 m in ten hours, half of its bankfull rise, from usual on.
    const rising = every(10, now, (at) => 1 + Math.max(0, 1 - (now - at) / (10 * HOUR_MS)));
    const { values } = situation([station('town', [])], { town: rising });
    const told = [0.5, 0.5, 0.5, 1, 2, 4, 1 / 3].map((hours, column) => (column === 0 ? hours : hours / 20));
    for (const [column, each] of told.entries()) expect(values[column]).toBeCloseTo(each, 9);
  });

  it('takes a new gauge above for calm before its first hour, and sees it once it has that', () => {
    const since = (hours: number): Series => {
      const times = calm().times.filter((at) => at >= now - hours * HOUR_MS);
      return { times, values: times.map((at) => (at === now ? 3 : 1)) };
    };
    const { missing } = situation(chain, { town: calm(), mid: since(0.5), top: calm() });
    expect(missing).toEqual(['mid']);
    const { values, seen } = situation(chain, { town: calm(), mid: since(1.5), top: calm() });
    expect(seen[0]).toMatchObject([{ id: 'mid' }]);
    expect([...values].every(Number.isFinite)).toBe(true);
  });

  it('has at a confluence the mean of the gauges, each for as much as it counts, and of those alone that are seen', () => {
    const stations = [station('town', ['left', 'right']), station('left', []), station('right', [])];
    const risen = every(10, now, (at) => (at > now - 5 * MINUTE_MS ? 2 : 1));
    const at = (series: Readonly<Record<string, Series>>) => situation(stations, series, { left: 1.5, right: 0.5 });
    const height = (all: ReturnType<typeof at>) => all.values[OWN_COLUMNS]!;
    const alone = height(situation([station('town', ['left']), station('left', [])], { town: calm(), left: risen }));
    const both = at({ town: calm(), left: risen, right: calm() });
    expect(height(both)).toBeCloseTo(0.75 * alone, 9);
    expect(both.seen[0]!.map(({ id, share }) => [id, share])).toEqual([
      ['left', 0.75],
      ['right', 0.25],
    ]);
    expect(height(at({ town: calm(), left: calm(), right: risen }))).toBeCloseTo(0.25 * alone, 9);
    expect(height(at({ town: calm(), left: risen, right: calm(now - 5 * HOUR_MS) }))).toBe(alone);
  });

  it('tells a flow like a stage: its power .6 against that of thirty times the usual where no flood was seen', () => {
    const flow = { ...station('mid', []), quantity: 'discharge' as const };
    const doubled = every(10, now, (at) => (at > now - 5 * MINUTE_MS ? 2 : 1));
    const { values } = situation([station('town', ['mid']), flow], { town: calm(), mid: doubled });
    const bankfull = 30 ** 0.6 - 1;
    expect(values[OWN_COLUMNS]).toBeCloseTo((2 ** 0.6 - 1) / bankfull, 6);
    expect(values.length).toBe(columnsOf(1));
  });

  it.each([
    // Two metres in sixteen hours: an eighth of a metre in each.
    { silentH: 16, rises: [0.0625, 0.0625, 0.125, 0.25, 0.5] },
    // What lies further back the service does not have at hand.
    { silentH: 20, rises: [0, 0, 0, 0, 0] },
  ])('takes what rose during $silentH hours of silence to have risen evenly', ({ silentH, rises }) => {
    const before = calm(now - silentH * HOUR_MS);
    const town = {
      times: Float64Array.from([...before.times, now - MINUTE_MS / 60, now]),
      values: Float64Array.from([...before.values, 3, 3]),
    };
    const alone = station('town', []);
    const { values } = situation([alone], { town });
    const told = [...values.subarray(1, OWN_COLUMNS - 1)].map((rise) => rise * alone.bankfullRiseM);
    for (const [index, rise] of rises.entries()) expect(told[index]).toBeCloseTo(rise, 3);
  });

  it('has rain in units of 10 mm, the mean of the gauges that are seen, the newest half hour first', () => {
    const rain = (id: string): Station => ({ ...station(id, []), quantity: 'rain' });
    const stations = [station('town', ['hill', 'moor', 'dale']), rain('hill'), rain('moor'), rain('dale')];
    // 5 mm every ten minutes in the last half hour, and 1 mm two to three hours ago.
    const wet = every(10, now, (at) =>
      now - at < 30 * MINUTE_MS ? 5 : now - at > 2 * HOUR_MS && now - at < 3 * HOUR_MS ? 0.2 : 0,
    );
    const dry = every(10, now, () => 0);
    const { rain: sums, missing } = situation(stations, { town: calm(), hill: wet, moor: dry });
    expect(sums!.length).toBe(RAIN_COLUMNS);
    expect(sums![0]).toBeCloseTo(0.75, 9);
    expect(sums![3]).toBeCloseTo(0.05, 9);
    expect(missing).toEqual(['dale']);
  });

  it('takes a rain gauge that was silent earlier in the day to have been dry then, and one that is silent now for not seen', () => {
    const stations = [station('town', ['hill']), { ...station('hill', []), quantity: 'rain' as const }];
    const pouring = every(10, now, () => 4);
    const silent = (fromH: number, toH: number) => {
      const kept = [...pouring.times.keys()].filter((index) => {
        const ageH = (now - pouring.times[index]!) / HOUR_MS;
        return ageH <= toH || ageH >= fromH;
      });
      const hill = {
        times: Float64Array.from(kept, (index) => pouring.times[index]!),
        values: Float64Array.from(kept, () => 4),
      };
      return situation(stations, { town: calm(), hill });
    };
    // 24 mm an hour, in units of 10 mm: half an hour, half an hour, one, one, three, six and twelve hours.
    const whole = [1.2, 1.2, 2.4, 2.4, 7.2, 14.4, 28.8];
    const dryFrom = (fromBlock: number, toBlock: number) =>
      whole.map((mm, block) => (block >= fromBlock && block <= toBlock ? 0 : mm));
    const told = (of: ReturnType<typeof silent>) => [...of.rain!].map((mm) => Number(mm.toFixed(6)));
    expect(told(silent(60, 27))).toEqual(whole);
    expect(told(silent(6, 2.9))).toEqual(dryFrom(4, 4));
    expect(told(silent(Number.POSITIVE_INFINITY, 0.95))).toEqual(dryFrom(2, 6));
    expect(silent(6, 2.9).missing).toEqual([]);
    expect(silent(6, -1)).toMatchObject({ rain: null, missing: ['hill'] });
  });

  it.each([
    { height: 0.7, told: 0.7 },
    { height: 1, told: 1 },
    { height: 2, told: 1.5 },
    { height: 10, told: 1.9 },
  ])(
    'tells a gauge upstream that stands at $height of its bankfull rise as $told, and its rise till then as much',
    ({ height, told }) => {
      const bankfull = station('mid', []).bankfullRiseM;
      // It rises evenly in the last six hours.
      const rising = every(10, now, (at) => 1 + height * bankfull * Math.max(0, 1 - (now - at) / (6 * HOUR_MS)));
      const { values } = situation([station('town', ['mid']), station('mid', [])], { town: calm(), mid: rising });
      const [level, ...rises] = values.subarray(columnsOf(0), columnsOf(1));
      expect(level).toBeCloseTo(told, 9);
      expect(rises.reduce((sum, each) => sum + each, 0)).toBeCloseTo(told, 9);
    },
  );
});

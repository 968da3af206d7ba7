import { describe, expect, test } from 'vitest';
import { manualClock } from '../../../src/lib/clock.ts';
import { err, ok } from '../../../src/lib/result.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { numberedImport } from '../../../src/reading/imports/numbered-import.ts';
import { toPoints } from '../../../src/reading/imports/points.ts';
import { createTakeBackImports, type HistoryElsewhere } from '../../../src/reading/imports/take-back-imports.ts';
import type { Reading } from '../../../src/reading/reading.ts';
import { createRecentReadings } from '../../../src/reading/recent-readings.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { stationNamed } from '../../support/station-named.ts';

const T0 = Date.parse('2020-01-22T00:00:00Z');
const station = stationNamed('bridge');
const network = createNetwork([station]);
const series = { station: 'bridge', quantity: 'stage' } as const;
const by = { machineUser: 'root' };

type Row = readonly [minute: number, value: number];

/** A gauge of which sensors and imports speak, one after the other; every act comes an hour after the one before. */
function gauge(elsewhere: HistoryElsewhere = async () => ok([])) {
  const stores = memoryStores();
  const { readings, imports, exclusions, record } = stores;
  const clock = manualClock(T0 + 48 * HOUR_MS);
  const recent = createRecentReadings(readings, 240);
  const changed: string[] = [];
  const taker = createTakeBackImports({
    clock,
    store: imports,
    elsewhere: (...asked) => elsewhere(...asked),
    excluding: exclusions.inForce,
    recent,
    giveWay: async () => {},
    changed: (id) => void changed.push(id),
  });
  const later = () => clock.advanceTo(clock.now() + HOUR_MS);
  const values = (held: readonly Reading[]): Row[] =>
    held.map((each) => [(each.observedAt - T0) / MINUTE_MS, each.value] as const);
  return {
    ...stores,
    clock,
    changed,
    taker,
    async sensor(...rows: Row[]) {
      later();
      const said = rows.map(([minute, value]) => ({ ...series, observedAt: T0 + minute * MINUTE_MS, value }));
      const graded = { receivedAt: clock.now(), quality: 'pass', tests: [] } as const;
      await readings.append(said.map((each) => ({ ...each, ...graded })));
    },
    async import(...rows: Row[]) {
      later();
      const points = rows.map(([minute, value]) => ({ observedAt: T0 + minute * MINUTE_MS, value }));
      const source = { by, file: 'past.csv', options: { format: 'csv', unit: 'm', timeZone: null }, refused: 0 };
      const excluding = exclusions.inForce;
      const context = { imports, readings, network, excluding, clock, giveWay: async () => {} };
      return (await numberedImport({ station, points: toPoints(points) }, source, context, () => {})).number;
    },
    takeBack(id: number, person = 'anne') {
      later();
      return taker.takeBack(id, { by: { person }, reason: 'Wrong gauge', commune: 'coursan' });
    },
    known: async (at = clock.now()) => values(await readings.window(series, T0 - HOUR_MS, T0 + 1000 * HOUR_MS, at)),
    inMemory: async () => values(await recent.of(series, clock.now())),
    recordOf: () => record.recent(null, 50).map(({ action, actor }) => ({ action, actor })),
  };
}

describe('an import that is taken back', () => {
  test('is gone from all that is known from then on, and stays in what was known before', async () => {
    const { import: load, takeBack, known, inMemory, clock, imports, changed, recordOf } = gauge();
    const id = await load([0, 1], [10, 2], [20, 3]);
    expect(await inMemory()).toEqual([
      [0, 1],
      [10, 2],
      [20, 3],
    ]);
    const before = clock.now();
    expect(await takeBack(id)).toMatchObject({ ok: true, value: { takenBack: { removed: 3, restored: 0 } } });
    expect(await known()).toEqual([]);
    expect(await inMemory()).toEqual([]);
    expect(await known(before)).toHaveLength(3);
    expect(changed).toEqual(['bridge']);
    expect(imports.recent('bridge', 9)).toMatchObject([
      {
        id,
        file: 'past.csv',
        rows: { new: 3, refused: 0 },
        takenBack: { by: { person: 'anne' }, reason: 'Wrong gauge' },
      },
    ]);
    expect(recordOf()).toEqual([
      { action: 'readings.taken-back', actor: { person: 'anne' } },
      { action: 'readings.imported', actor: { service: true } },
    ]);
    // The forecast learns anew from then on.
    expect(imports.changedAt()).toBe(clock.now());
    expect(await takeBack(id)).toEqual({ ok: false, error: { kind: 'taken-back-already' } });
    expect(await takeBack(99)).toEqual({ ok: false, error: { kind: 'no-such-import' } });
  });

  test('gives back what it replaced, leaves what was there, and what a sensor has said since', async () => {
    const { sensor, import: load, takeBack, known } = gauge();
    await sensor([0, 1], [10, 2], [20, 3]);
    const id = await load([10, 200], [20, 3], [30, 400], [40, 500], [50, 600]);
    // Late: another value, the same value, and then another and the same again.
    await sensor([30, 4], [40, 500], [50, 6]);
    await sensor([50, 600]);
    expect(await takeBack(id)).toMatchObject({ value: { takenBack: { removed: 0, restored: 1 } } });
    expect(await known()).toEqual([
      [0, 1],
      [10, 2],
      [20, 3],
      [30, 4],
      [40, 500],
      [50, 600],
    ]);
  });

  test('leaves what another import says too, until that one is taken back as well', async () => {
    const { import: load, takeBack, known } = gauge();
    const wrong = await load([0, 1], [10, 1], [20, 1]);
    const right = await load([10, 1], [20, 2]);
    await takeBack(wrong);
    expect(await known()).toEqual([
      [10, 1],
      [20, 2],
    ]);
    await takeBack(right);
    expect(await known()).toEqual([]);
  });

  test('in either order gives back what stood before both', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const { sensor, import: load, takeBack, known } = gauge();
      await sensor([0, 1]);
      const both = [await load([0, 100], [10, 5]), await load([0, 1000], [10, 6])];
      await takeBack(both[order[0]!]!);
      expect(await known()).toEqual(
        order[0] === 0
          ? [
              [0, 1000],
              [10, 6],
            ]
          : [
              [0, 100],
              [10, 5],
            ],
      );
      await takeBack(both[order[1]!]!);
      expect(await known()).toEqual([[0, 1]]);
    }
  });

  test('can be imported again, with the same values too', async () => {
    const { import: load, takeBack, known, sensor } = gauge();
    await takeBack(await load([0, 1], [10, 2]));
    await sensor([0, 1]);
    const again = await load([0, 1], [10, 2], [10, 3]);
    expect(await known()).toEqual([
      [0, 1],
      [10, 3],
    ]);
    await takeBack(again);
    expect(await known()).toEqual([[0, 1]]);
  });

  test('a row that stands twice in the file is gone twice', async () => {
    const { sensor, import: load, takeBack, known } = gauge();
    await sensor([0, 1]);
    await takeBack(await load([0, 2], [0, 3], [10, 4], [10, 5]));
    expect(await known()).toEqual([[0, 1]]);
  });

  test('does not bring back what a person has excluded', async () => {
    const { sensor, import: load, takeBack, readings, exclusions, clock } = gauge();
    await sensor([0, 1]);
    const id = await load([0, 2]);
    const entry = { at: T0, actor: { person: 'anne' }, action: 'reading.excluded', commune: null, detail: {} };
    const period = { station: 'bridge', from: T0, to: T0, reason: 'Ice', person: 'anne', at: clock.now() };
    exclusions.append(period, entry);
    await takeBack(id);
    expect(await readings.window(series, T0, T0, clock.now())).toMatchObject([
      { value: 1, quality: 'fail', tests: ['excluded'] },
    ]);
  });

  test('leaves nothing excluded by an exclusion that was reversed meanwhile', async () => {
    const { sensor, import: load, takeBack, readings, clock } = gauge();
    await sensor([0, 1]);
    const excluded = { ...series, observedAt: T0, value: 1, quality: 'fail', tests: ['excluded'] } as const;
    await readings.regrade([{ ...excluded, receivedAt: clock.now() }]);
    await takeBack(await load([0, 2]));
    expect(await readings.window(series, T0, T0, clock.now())).toMatchObject([
      { value: 1, quality: 'pass', tests: [] },
    ]);
  });

  test('goes on where it was cut short, and is not begun where the history elsewhere cannot be asked', async () => {
    let answers = 0;
    const {
      import: load,
      takeBack,
      known,
      taker,
      imports,
    } = gauge(async () => (answers-- > 0 ? ok([]) : err('InfluxDB is away')));
    const id = await load([0, 1], [60 * 24 * 40, 2]);
    const unreachable = { kind: 'history-unreachable', why: 'InfluxDB is away' };
    expect(await takeBack(id)).toEqual({ ok: false, error: { ...unreachable, begun: false } });
    expect(await known()).toHaveLength(2);
    expect(imports.find(id)?.takenBack).toBeNull();

    answers = 2;
    expect(await takeBack(id)).toEqual({ ok: false, error: { ...unreachable, begun: true } });
    expect(await known()).toEqual([[60 * 24 * 40, 2]]);
    expect(imports.unfinished()).toMatchObject([{ id, takenBack: { doneAt: null, removed: 1 } }]);

    answers = 9;
    await taker.finish();
    expect(await known()).toEqual([]);
    expect(imports.find(id)?.takenBack).toMatchObject({ removed: 2, doneAt: expect.any(Number) });
    expect(imports.unfinished()).toEqual([]);
  });

  test('that a second person makes go on keeps its first signer, and the record has both', async () => {
    let answers = 0;
    const {
      import: load,
      takeBack,
      imports,
      recordOf,
    } = gauge(async () => (answers-- > 0 ? ok([]) : err('InfluxDB is away')));
    const id = await load([0, 1], [60 * 24 * 40, 2]);
    answers = 2;
    await takeBack(id);
    answers = 9;
    expect(await takeBack(id, 'bruno')).toMatchObject({ ok: true });
    expect(imports.find(id)?.takenBack).toMatchObject({ by: { person: 'anne' }, removed: 2 });
    expect(recordOf().map(({ actor }) => actor)).toEqual([{ person: 'bruno' }, { person: 'anne' }, { service: true }]);
  });

  test('with thousands of rows goes in batches', async () => {
    const { import: load, takeBack, known } = gauge();
    const id = await load(...Array.from({ length: 2_300 }, (_, n): Row => [n, n % 7]));
    expect(await takeBack(id)).toMatchObject({ value: { takenBack: { removed: 2_300 } } });
    expect(await known()).toEqual([]);
  });
});

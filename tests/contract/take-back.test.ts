import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { numberedImport } from '../../src/reading/imports/numbered-import.ts';
import { toPoints } from '../../src/reading/imports/points.ts';
import { createTakeBackImports } from '../../src/reading/imports/take-back-imports.ts';
import { createInfluxArchive } from '../../src/store/influx/archive.ts';
import { createInfluxReadingStore } from '../../src/store/influx/readings.ts';
import { createSpooledReadingStore } from '../../src/store/spooled-readings.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { createThinned } from '../../src/store/sqlite/thinned.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { eventually } from '../support/eventually.ts';
import { createInfluxDatabase, type Influxd, startInfluxd } from '../support/influxd.ts';
import { openTestDatabase } from '../support/open-test-database.ts';
import { lacks } from '../support/services.ts';
import { stationNamed } from '../support/station-named.ts';
import { tempFolder } from '../support/temp-folder.ts';

const T0 = Date.parse('2020-01-22T00:00:00Z');
const ALWAYS = T0 + 1000 * HOUR_MS;
const series = { station: 'bridge', quantity: 'stage' } as const;
const folder = tempFolder('take-back');

describe.skipIf(lacks('influxd'))('an import taken back, with InfluxDB 1.x behind (needs influxd)', () => {
  let influxd: Influxd;
  beforeAll(async () => {
    influxd = await startInfluxd();
    for (const name of ['before', 'after']) await createInfluxDatabase(influxd.url, name);
  });
  afterAll(() => influxd.remove());

  async function gauge(database: string) {
    const db = await openTestDatabase(join(folder, `${database}.db`));
    const { imports, exclusions } = createSqliteStores(db);
    const address = { url: influxd.url, database, org: null, token: null };
    const readings = createSpooledReadingStore(db, address, () => {}, { firstRetryMs: 10 });
    const clock = manualClock(T0 + 48 * HOUR_MS);
    const station = stationNamed('bridge');
    const recent = { add: () => {} };
    const own = { clock, store: imports, elsewhere: readings.elsewhere, excluding: exclusions.inForce, recent };
    const taker = createTakeBackImports({ ...own, giveWay: async () => {}, changed: () => {} });
    const handedOn = () => eventually(() => readings.status().waiting === 0, 'the spool is empty');
    return {
      handedOn,
      async sensor(...rows: [number, number][]) {
        const said = rows.map(([minute, value]) => ({ ...series, observedAt: T0 + minute * MINUTE_MS, value }));
        await readings.append(
          said.map((each) => ({ ...each, receivedAt: clock.now(), quality: 'pass', tests: [] }) as const),
        );
        await handedOn();
      },
      async load(...rows: [number, number][]) {
        clock.advanceTo(clock.now() + HOUR_MS);
        const points = rows.map(([minute, value]) => ({ observedAt: T0 + minute * MINUTE_MS, value }));
        const options = { format: 'csv', unit: 'm', timeZone: null };
        const file = { by: { machineUser: 'root' }, file: 'past.csv', options, refused: 0 };
        const own = { imports, readings, network: createNetwork([station]), clock, giveWay: async () => {} };
        const context = { ...own, excluding: exclusions.inForce };
        return (await numberedImport({ station, points: toPoints(points) }, file, context, () => {})).number;
      },
      async takeBack(id: number) {
        clock.advanceTo(clock.now() + HOUR_MS);
        return taker.takeBack(id, { by: { person: 'anne' }, reason: 'Wrong gauge', commune: null });
      },
      /** All that there is goes out of the embedded database, as a thinned time does. */
      thin() {
        db.exec('DELETE FROM reading');
        createThinned(db).advanceTo(T0 + 24 * HOUR_MS);
      },
      known: async () => (await readings.window(series, T0, ALWAYS, ALWAYS)).map(({ value }) => value),
      async inInflux() {
        const held = await createInfluxReadingStore(address).window(series, T0, ALWAYS, ALWAYS);
        const all = await createInfluxArchive(address).within(series, T0, ALWAYS);
        return { held: held.map(({ value }) => value), all: all.map(({ value, revision }) => [value, revision]) };
      },
      async close() {
        await readings.close();
        db.close();
      },
    };
  }

  test('into a time that had been thinned out here: what InfluxDB holds of the sensor stands again', async () => {
    const { sensor, load, takeBack, thin, known, inInflux, handedOn, close } = await gauge('before');
    await sensor([0, 1], [10, 2]);
    thin();
    const id = await load([0, 100], [20, 300]);
    await handedOn();
    expect(await known()).toEqual([100, 2, 300]);
    expect(await takeBack(id)).toMatchObject({ value: { takenBack: { removed: 1, restored: 1 } } });
    await handedOn();
    expect(await known()).toEqual([1, 2]);
    expect(await inInflux()).toEqual({
      held: [1, 2],
      all: [
        [1, 0],
        [100, 1],
        [1, 2],
        [2, 0],
        [300, 0],
        [300, 1],
      ],
    });
    await close();
  });

  test('thinned out here since: it is gone in both, and while InfluxDB is down nothing is begun', async () => {
    const { load, takeBack, thin, known, inInflux, handedOn, close } = await gauge('after');
    const id = await load([0, 1], [10, 2]);
    await handedOn();
    thin();
    expect(await known()).toEqual([1, 2]);
    expect(await takeBack(id)).toMatchObject({ value: { takenBack: { removed: 2 } } });
    await handedOn();
    expect(await known()).toEqual([]);
    expect((await inInflux()).held).toEqual([]);

    const next = await load([0, 1]);
    await handedOn();
    expect(await known()).toEqual([1]);
    await influxd.kill();
    expect(await takeBack(next)).toMatchObject({
      ok: false,
      error: { kind: 'history-unreachable', begun: false, why: expect.stringContaining('cannot be reached') },
    });
    await close();
  });
});

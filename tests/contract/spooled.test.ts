import { globSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { Reading } from '../../src/reading/reading.ts';
import type { ReadingStore } from '../../src/reading/reading-store.ts';
import { giveWay } from '../../src/store/give-way.ts';
import { createInfluxArchive } from '../../src/store/influx/archive.ts';
import { createSpooledReadingStore, type SpooledReadingStore } from '../../src/store/spooled-readings.ts';
import { createSqliteArchive } from '../../src/store/sqlite/archive.ts';
import type { Database } from '../../src/store/sqlite/database.ts';
import { createThinned } from '../../src/store/sqlite/thinned.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { createInfluxDatabase, type Influxd, startInfluxd } from '../support/influxd.ts';
import { openTestDatabase } from '../support/open-test-database.ts';
import { lacks } from '../support/services.ts';
import { stageReading } from '../support/stage-reading.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { within } from '../support/within.ts';
import { readingStoreContract } from './reading-store.ts';

const folder = tempFolder('spooled');
const T0 = Date.parse('2020-01-22T00:00:00Z');
const ALWAYS = T0 + 1e10;
const at = (minute: number, value: number, lateMin = 1): Omit<Reading, 'revision'> => ({
  ...stageReading('bridge', T0 + minute * MINUTE_MS, value),
  receivedAt: T0 + (minute + lateMin) * MINUTE_MS,
});
const series = { station: 'bridge', quantity: 'stage' } as const;
const influxAt = (url: string, database = 'amont') => ({ url, database, org: null, token: null });

interface Open {
  db: Database;
  store: SpooledReadingStore;
  failures: string[];
  close(): Promise<void>;
}

async function openSpooled(url: string, file: string, database = 'amont'): Promise<Open> {
  const db = await openTestDatabase(file);
  const failures: string[] = [];
  const failed = (error: unknown) => void failures.push(error instanceof Error ? error.message : String(error));
  const store = createSpooledReadingStore(db, influxAt(url, database), failed, { firstRetryMs: 10 });
  const close = async () => {
    await store.close();
    db.close();
  };
  return { db, store, failures, close };
}

const asStore = ({ store, close }: Open): ReadingStore => ({ ...store, close });

/** All that both hold, side by side. */
async function bothOf({ db }: Open, url: string, database = 'amont') {
  const [here, there] = [createSqliteArchive(db), createInfluxArchive(influxAt(url, database))];
  const all = async (archive: typeof here) => {
    const found: Reading[] = [];
    for (const each of await archive.series()) found.push(...(await archive.within(each.series, 0, ALWAYS)));
    return found.toSorted((a, b) => a.station.localeCompare(b.station) || a.quantity.localeCompare(b.quantity));
  };
  return { here: await all(here), there: await all(there) };
}

/** Something that takes each question and answers none. */
async function silentInflux(): Promise<{ url: string; connections: Set<Socket>; asked(): number }> {
  const connections = new Set<Socket>();
  let asked = 0;
  const hanging = createServer((socket) => {
    connections.add(socket);
    socket.on('data', () => (asked += 1)).once('close', () => connections.delete(socket));
  });
  await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void hanging.close());
  const address = hanging.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, connections, asked: () => asked };
}

test('with an InfluxDB that hangs the service stops at once, says no failure, and leaves no connection that would keep it from ending', async () => {
  const { url, connections, asked } = await silentInflux();
  const open = await openSpooled(url, join(folder, 'hangs.db'));
  await open.store.append([at(0, 1)]);
  await eventually(() => asked() > 0, 'InfluxDB is given the reading');
  await within(5_000, 'the store closes', open.store.close());
  await eventually(() => connections.size === 0, 'the connection is closed');
  expect(open.failures).toEqual([]);
  expect(open.store.status().waiting).toBe(1);
  open.db.close();
});

test('how a gauge stands that is long silent, or never spoke, is not asked of InfluxDB: a slow one would hold up each look at it', async () => {
  const { url } = await silentInflux();
  const { store, db } = await openSpooled(url, join(folder, 'silent-gauge.db'));
  onTestFinished(() => void db.close());
  onTestFinished(() => store.close());
  await store.append([at(0, 1), at(30, 2)]);
  createThinned(db).advanceTo(T0 + 5 * HOUR_MS);
  const now = T0 + 9 * HOUR_MS;
  expect(await within(5_000, 'the silent one', store.latest(series, now))).toMatchObject({ value: 2 });
  const other = { ...series, station: 'never' };
  expect(await within(5_000, 'the one that never spoke', store.latest(other, now))).toBeNull();
});

test('a stop ends what is asked of an InfluxDB that takes its time, the learning of ten years too', async () => {
  const { url, asked, connections } = await silentInflux();
  const { store, db, failures } = await openSpooled(url, join(folder, 'slow.db'));
  createThinned(db).advanceTo(T0 + 5 * HOUR_MS);
  const shown = store.window(series, T0, T0 + 1, ALWAYS);
  const learned = store.whole.window(series, T0, T0 + 1, ALWAYS).catch(() => 'given up');
  await eventually(() => asked() === 2, 'both questions');
  store.stopAsking();
  expect(await within(5_000, 'both are given up', Promise.all([shown, learned]))).toEqual([[], 'given up']);
  expect(await store.window(series, T0, T0 + 1, ALWAYS)).toEqual([]);
  expect([asked(), failures]).toEqual([2, []]);
  await eventually(() => connections.size === 0, 'no connection is left');
  await store.close();
  db.close();
});

/** One that holds nothing and takes all, and the spans of time that it is asked for. */
async function emptyInflux(): Promise<{ url: string; spans: number[][] }> {
  const spans: number[][] = [];
  const empty = createHttpServer(({ url }, response) => {
    const params = new URL(url ?? '', 'http://influx').searchParams.get('params');
    response.statusCode = params === null ? 204 : 200;
    if (params !== null) {
      const { from, to } = JSON.parse(params);
      spans.push([Date.parse(from), Date.parse(to)]);
    }
    response.end(params === null ? '' : '{"results":[{}]}');
  });
  await new Promise<void>((resolve) => empty.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void empty.close());
  const address = empty.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, spans };
}

test('for what was never stored here, or is lost there, InfluxDB is asked day by day, and for the former not of what was thinned out here, as by a clock that is behind', async () => {
  const { url, spans } = await emptyInflux();
  const { store, db } = await openSpooled(url, join(folder, 'day-by-day.db'));
  onTestFinished(() => void db.close());
  onTestFinished(() => store.close());
  const [thinned, now] = [T0 - 1.5 * DAY_MS, T0];
  createThinned(db).advanceTo(thinned);
  expect(await store.strange([series], now, giveWay)).toEqual({ found: [], lacking: null });
  expect(spans).toEqual([
    [thinned, thinned + DAY_MS - 1],
    [thinned + DAY_MS, now],
  ]);
  spans.length = 0;
  await store.append([at(-1, 1)]);
  await eventually(() => store.status().waiting === 0, 'InfluxDB has said yes');
  expect(await store.sendForgotten([series], now, giveWay)).toEqual({ found: 1, lacking: null });
  expect(spans).toEqual([[now - DAY_MS, now]]);
  spans.length = 0;
  createThinned(db).advanceTo(now + 300 * DAY_MS);
  expect(await store.strange([series], now, giveWay)).toEqual({ found: [], lacking: null });
  expect(spans).toEqual([]);
});

test('of a span InfluxDB is asked for what was thinned out here alone: what is recent is read here, whatever stands there', async () => {
  const { url, spans } = await emptyInflux();
  const { store, db } = await openSpooled(url, join(folder, 'older-part.db'));
  onTestFinished(() => void db.close());
  onTestFinished(() => store.close());
  createThinned(db).advanceTo(T0);
  const [from, to] = [T0 - HOUR_MS, T0 + HOUR_MS];
  await store.window(series, T0, to, ALWAYS);
  await store.elsewhere(series, T0, to);
  expect(spans).toEqual([]);
  await store.window(series, from, to, ALWAYS);
  expect(await store.elsewhere(series, from, to)).toEqual({ ok: true, value: [] });
  await store.window(series, from, from + MINUTE_MS, ALWAYS);
  expect(spans).toEqual([
    [from, T0 - 1],
    [from, T0 - 1],
    [from, from + MINUTE_MS],
  ]);
});

test('an InfluxDB that does not answer is not asked again for each month of the past; who needs the whole past is told', async () => {
  let asked = 0;
  const away = createServer((socket) => {
    asked += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => away.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void away.close());
  const address = away.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const open = await openSpooled(`http://127.0.0.1:${address.port}`, join(folder, 'away.db'));
  createThinned(open.db).advanceTo(T0 + HOUR_MS);
  for (let month = 0; month < 12; month += 1) expect(await open.store.window(series, T0, T0 + 1, ALWAYS)).toEqual([]);
  expect(await open.store.latest(series, ALWAYS)).toBeNull();
  expect(open.failures).toEqual([expect.stringMatching(/cannot be reached/)]);
  expect(asked).toBe(1);
  await expect(open.store.whole.window(series, T0, T0 + 1, ALWAYS)).rejects.toThrow(/cannot be reached/);
  expect(asked).toBe(2);
  // It may be back a minute later.
  vi.advanceTimersByTime(MINUTE_MS);
  expect(await open.store.window(series, T0, T0 + 1, ALWAYS)).toEqual([]);
  expect(asked).toBe(3);
  await open.close();
});

describe.skipIf(lacks('influxd'))('SQLite spooled to InfluxDB 1.x (needs influxd)', () => {
  let influxd: Influxd;
  beforeAll(async () => {
    influxd = await startInfluxd();
    for (const name of ['amont', 'order', 'thin', 'regrade', 'latest', 'refuse', 'schema', 'again'])
      await createInfluxDatabase(influxd.url, name);
  });
  afterAll(() => influxd.remove());

  readingStoreContract(
    'spooled, InfluxDB up',
    async () => asStore(await openSpooled(influxd.url, join(folder, 'up.db'))),
    {
      runs: 60,
      reopens: true,
    },
  );

  test('after all of the contract both hold the same revisions', async () => {
    const open = await openSpooled(influxd.url, join(folder, 'up.db'));
    await eventually(() => open.store.status().waiting === 0, 'the spool is empty');
    const { here, there } = await bothOf(open, influxd.url);
    expect(here.length).toBeGreaterThan(200);
    expect(there).toEqual(here);
    expect(open.store.status()).toEqual({ waiting: 0, refused: 0, lastError: null });
    await open.close();
  });

  test('what was held before InfluxDB was named goes there too, and again where it becomes another', async () => {
    const file = join(folder, 'again.db');
    const db = await openTestDatabase(file);
    await createSqliteArchive(db).put([{ ...at(0, 1), revision: 0 }]);
    db.close();
    for (const database of ['again', 'order']) {
      const open = await openSpooled(influxd.url, file, database);
      await eventually(() => open.store.status().waiting === 0, 'the spool is empty');
      const { there } = await bothOf(open, influxd.url, database);
      expect(there.map((each) => each.value)).toEqual([1]);
      await open.close();
    }
  });

  test('history that was thinned out here is read there, and a late revision of it is counted there', async () => {
    const open = await openSpooled(influxd.url, join(folder, 'thin.db'), 'thin');
    const { store, db } = open;
    await store.append([at(0, 1), at(10, 2), at(10, 2.5, 60), at(20, 3), at(200, 4)]);
    await eventually(() => store.status().waiting === 0, 'the spool is empty');
    db.prepare('DELETE FROM reading WHERE observed_at < ?').run(T0 + HOUR_MS);
    createThinned(db).advanceTo(T0 + HOUR_MS);

    const values = async (by = ALWAYS) => (await store.window(series, T0, ALWAYS, by)).map((each) => each.value);
    expect(await values()).toEqual([1, 2.5, 3, 4]);
    expect(await values(T0 + 30 * MINUTE_MS)).toEqual([1, 2, 3]);
    expect((await store.latest(series, T0 + 30 * MINUTE_MS))?.value).toBe(3);
    const reaching = async (value: number, from = T0) =>
      (await store.reaching(series, value, from, ALWAYS, ALWAYS)).map((each) => each.value);
    expect([await reaching(2.5), await reaching(2.5, T0 + HOUR_MS)]).toEqual([[2.5, 3, 4], [4]]);

    // A repeat and a revision, of keys that SQLite no longer knows.
    await store.append([at(0, 1, 5_000), at(20, 3.5, 5_000)]);
    expect(await values()).toEqual([1, 2.5, 3.5, 4]);
    await eventually(() => store.status().waiting === 0, 'the spool is empty');
    const archive = createInfluxArchive(influxAt(influxd.url, 'thin'));
    const held = await archive.within(series, T0, T0 + HOUR_MS);
    expect(held.map(({ value, revision, receivedAt }) => [value, revision, (receivedAt - T0) / MINUTE_MS])).toEqual([
      [1, 0, 1],
      [2, 0, 11],
      [2.5, 1, 70],
      [3, 0, 21],
      [3.5, 1, 5020],
    ]);
    expect((await store.window(series, T0, T0, ALWAYS))[0]?.receivedAt).toBe(T0 + MINUTE_MS);
    expect(open.failures).toEqual([]);
    await open.close();
  });

  test('what was thinned out here is taken out of what counts and put back, there as here', async () => {
    const open = await openSpooled(influxd.url, join(folder, 'regrade.db'), 'regrade');
    const { store, db } = open;
    await store.append([at(0, 1), at(10, 2), at(200, 4)]);
    const isSent = () => eventually(() => store.status().waiting === 0, 'the spool is empty');
    await isSent();
    db.prepare('DELETE FROM reading WHERE observed_at = ?').run(T0);
    createThinned(db).advanceTo(T0 + HOUR_MS);
    const graded = async () => {
      return (await store.window(series, T0, ALWAYS, ALWAYS)).map(({ quality, tests }) => [quality, ...tests]);
    };
    const [before, first] = [await graded(), await store.window(series, T0, T0 + HOUR_MS, ALWAYS)];

    const receivedAt = T0 + DAY_MS;
    await store.regrade(first.map((each) => ({ ...each, receivedAt, quality: 'fail', tests: ['excluded'] })));
    expect(await graded()).toEqual([['fail', 'excluded'], ['fail', 'excluded'], before[2]]);
    await isSent();
    expect(await graded()).toEqual([['fail', 'excluded'], ['fail', 'excluded'], before[2]]);

    await store.regrade(first.map((each) => ({ ...each, receivedAt: receivedAt + 1 })));
    await isSent();
    expect(await graded()).toEqual(before);
    const { there } = await bothOf(open, influxd.url, 'regrade');
    expect(there.map(({ value, revision, quality }) => [value, revision, quality])).toEqual([
      [1, 0, 'pass'],
      [1, 1, 'fail'],
      [1, 2, 'pass'],
      [2, 0, 'pass'],
      [2, 1, 'fail'],
      [2, 2, 'pass'],
      [4, 0, 'pass'],
    ]);
    expect(open.failures).toEqual([]);
    await open.close();
  });

  test('the newest reading by a moment long ago is the one that was thinned out here where that came later', async () => {
    const { store, db, close } = await openSpooled(influxd.url, join(folder, 'latest.db'), 'latest');
    await store.append([at(0, 1), at(10, 2), at(20, 3)]);
    await eventually(() => store.status().waiting === 0, 'the spool is empty');
    db.prepare('DELETE FROM reading WHERE observed_at = ?').run(T0 + 10 * MINUTE_MS);
    createThinned(db).advanceTo(T0 + HOUR_MS);
    const latest = async (minute: number) => (await store.latest(series, T0 + minute * MINUTE_MS))?.value;
    expect([await latest(1), await latest(15), await latest(30)]).toEqual([1, 2, 3]);
    await close();
  });

  test('a reading that InfluxDB will not take is kept aside with the reason, and the others go on', async () => {
    // Somebody has written a text where our value goes: InfluxDB refuses numbers in that shard from then on.
    const spoilt = `reading,station=bridge,quantity=stage,revision=0 value="text" ${(T0 + 7 * 24 * HOUR_MS) * 1e6}`;
    await fetch(`${influxd.url}/write?db=refuse`, { method: 'POST', body: spoilt });
    const file = join(folder, 'refuse.db');
    const open = await openSpooled(influxd.url, file, 'refuse');
    const week = 7 * 24 * 60;
    await open.store.append([at(0, 1), at(week + 10, 2), at(10, 3), at(2 * week, 4)]);
    await eventually(() => open.store.status().waiting === 0, 'the spool is empty');
    expect(open.store.status()).toMatchObject({ waiting: 0, refused: 1, lastError: null });
    expect(open.failures).toEqual([expect.stringMatching(/did not store 1 readings: 400.*field type conflict/)]);
    const kept = await open.store.window(series, T0, ALWAYS, ALWAYS);
    expect(kept.map((each) => each.value)).toEqual([1, 3, 2, 4]);
    await open.close();
    // At the next start it is tried again.
    const next = await openSpooled(influxd.url, file, 'refuse');
    await eventually(() => next.failures.length === 1 && next.store.status().refused === 1, 'refused once more');
    await next.close();
  });

  test('while it will not take what came last, as with fields of another schema, that is told as a failure', async () => {
    const week = 7 * 24 * 60;
    const otherSchema = `reading,station=bridge,quantity=stage,revision=0 value=1i ${(T0 + week * MINUTE_MS) * 1e6}`;
    const write = () => fetch(`${influxd.url}/write?db=schema`, { method: 'POST', body: otherSchema });
    // A database that was just made is not found at first.
    await eventually(async () => (await write()).ok, 'the other schema is there');
    const open = await openSpooled(influxd.url, join(folder, 'schema.db'), 'schema');
    await open.store.append([at(0, 1), at(week + 10, 2)]);
    await eventually(() => open.store.status().waiting === 0, 'the spool is empty');
    expect(open.store.status()).toMatchObject({ refused: 1, lastError: expect.stringMatching(/field type conflict/) });
    // It is not forgotten: it was never taken.
    const looked = await open.store.sendForgotten([series], T0 + (2 * week + 5) * MINUTE_MS, giveWay);
    expect(looked).toEqual({ found: 0, lacking: null });
    await open.store.append([at(20, 3)]);
    await eventually(() => open.store.status().lastError === null, 'the next is taken');
    expect(open.store.status()).toMatchObject({ waiting: 0, refused: 1 });
    await open.close();
  });

  test('what another program wrote among the readings of one gauge is told as strange, and holds up no other: neither the spool nor the looks', async () => {
    await createInfluxDatabase(influxd.url, 'foreign');
    const open = await openSpooled(influxd.url, join(folder, 'foreign.db'), 'foreign');
    const { store, db, failures } = open;
    const mill = { ...series, station: 'mill' };
    await store.append([
      { ...at(0, 1), station: 'mill' },
      { ...at(200, 2), station: 'mill' },
    ]);
    await eventually(() => store.status().waiting === 0, 'InfluxDB has said yes');
    const body = `reading,station=bridge,quantity=stage value=9,receivedAt=0i ${(T0 + 5 * MINUTE_MS) * 1e6}`;
    expect((await fetch(`${influxd.url}/write?db=foreign`, { method: 'POST', body })).status).toBe(204);
    db.prepare('DELETE FROM reading WHERE observed_at < ?').run(T0 + HOUR_MS);
    createThinned(db).advanceTo(T0 + HOUR_MS);

    // Late: their revisions are counted there.
    await store.append([at(5, 3), { ...at(5, 1.5), station: 'mill' }]);
    await eventually(() => store.status().waiting === 0, 'the spool is empty');
    expect(store.status()).toMatchObject({ refused: 1, lastError: expect.stringContaining('bridge stage 2020-01-22') });
    expect(await store.window(series, T0, ALWAYS, ALWAYS)).toMatchObject([{ value: 3 }]);
    expect((await store.window(mill, T0, ALWAYS, ALWAYS)).map((each) => each.value)).toEqual([1, 1.5, 2]);

    createThinned(db).forget();
    db.exec("DELETE FROM reading WHERE series = (SELECT id FROM series WHERE station = 'bridge')");
    const now = T0 + 4 * HOUR_MS;
    expect(await store.strange([series], now, giveWay)).toEqual({ found: ['bridge'], lacking: null });
    await store.append([at(210, 4)]);
    await eventually(() => store.status().waiting === 0, 'the spool is empty');
    expect(await store.sendForgotten([series, mill], now, giveWay)).toEqual({ found: 0, lacking: null });
    expect(new Set(failures.map((each) => each.replace(/.*(holds null where).*/, '$1')))).toEqual(
      new Set(['holds null where']),
    );

    // As docs/influxdb.md says; one at the time of a reading too.
    const beside = `reading,station=bridge,quantity=stage value=9 ${(T0 + 210 * MINUTE_MS) * 1e6}`;
    expect((await fetch(`${influxd.url}/write?db=foreign`, { method: 'POST', body: beside })).status).toBe(204);
    const [q = ''] = /DELETE FROM[^`]*/.exec(readFileSync('docs/influxdb.md', 'utf8')) ?? [];
    const asked = new URLSearchParams({ db: 'foreign', q: q.replace('…', 'bridge') });
    const removed = await fetch(`${influxd.url}/query`, { method: 'POST', body: asked });
    expect(await removed.text()).not.toContain('error');
    expect(await store.strange([series], now, giveWay)).toEqual({ found: [], lacking: null });
    expect(await store.sendForgotten([series, mill], now, giveWay)).toEqual({ found: 0, lacking: null });
    await open.close();
  });

  test('what was refused of a time that was thinned out since is counted after what InfluxDB holds, and takes the place of none', async () => {
    await createInfluxDatabase(influxd.url, 'late');
    const open = await openSpooled(influxd.url, join(folder, 'late.db'), 'late');
    await open.store.append([at(0, 1)]);
    await eventually(() => open.store.status().waiting === 0, 'InfluxDB has said yes');
    open.db.exec('DELETE FROM reading');
    createThinned(open.db).advanceTo(T0 + HOUR_MS);
    await createSqliteArchive(open.db).put([{ ...at(0, 9, 5), revision: 0 }]);
    open.db.exec("UPDATE spool SET refused = '400 Bad Request'");
    expect(open.store.status()).toMatchObject({ waiting: 0, refused: 1 });
    await open.store.sendForgotten([], ALWAYS, giveWay);
    await eventually(() => open.store.status().waiting === 0 && open.store.status().refused === 0, 'it is taken');
    const held = (await bothOf(open, influxd.url, 'late')).there;
    expect(held.map(({ revision, value }) => [revision, value])).toEqual([
      [0, 1],
      [1, 9],
    ]);
    await open.close();
  });
});

describe.skipIf(lacks('influxd'))('SQLite spooled to an InfluxDB at its limits (needs influxd)', () => {
  const data = tempFolder('influxd-limits');

  test('a gauge of which nothing is taken is told as a failure, however much is taken of another, until its next is', async () => {
    const port = await freePort();
    let influxd = await startInfluxd(data, port, { limits: 'max-values-per-tag = 1' });
    onTestFinished(() => influxd.kill());
    await createInfluxDatabase(influxd.url, 'amont');
    const open = await openSpooled(influxd.url, join(folder, 'limits.db'));
    const { store } = open;
    const say = async (...readings: Omit<Reading, 'revision'>[]) => {
      await store.append(readings);
      await eventually(() => store.status().waiting === 0, 'the spool is empty');
    };
    for (const each of [at(0, 1), { ...at(0, 1), station: 'mill' }, at(10, 2)]) await say(each);
    const why = expect.stringMatching(/max-values-per-tag limit exceeded.*value=.*mill/);
    expect(store.status()).toMatchObject({ refused: 1, lastError: why });

    await influxd.kill();
    influxd = await startInfluxd(data, port);
    await say({ ...at(10, 2), station: 'mill' });
    expect(store.status()).toMatchObject({ refused: 1, lastError: null });
    await store.sendForgotten([], ALWAYS, giveWay);
    await eventually(() => store.status().refused === 0 && store.status().waiting === 0, 'what it refused is taken');
    const { here, there } = await bothOf(open, influxd.url);
    expect(there).toEqual(here);
    await open.close();
  });
});

describe.skipIf(lacks('influxd'))('SQLite spooled to an InfluxDB that answers in part (needs influxd)', () => {
  test('what it will not answer of one gauge is not looked at, with its reason, and told as a failure where that lasts; the others are', async () => {
    const influxd = await startInfluxd(undefined, undefined, { limits: '[coordinator]\nmax-select-series = 1' });
    onTestFinished(() => influxd.remove());
    await createInfluxDatabase(influxd.url, 'amont');
    const open = await openSpooled(influxd.url, join(folder, 'in-part.db'));
    onTestFinished(() => open.close());
    const mill = { ...series, station: 'mill' };
    await open.store.append([at(0, 1), at(0, 2, 2)]);
    await open.store.append([{ ...at(0, 1), station: 'mill' }]);
    await eventually(() => open.store.status().waiting === 0, 'InfluxDB has said yes');
    const q = 'DELETE FROM "reading" WHERE "station" = \'mill\'';
    await fetch(`${influxd.url}/query`, { method: 'POST', body: new URLSearchParams({ db: 'amont', q }) });
    const lacking = expect.stringMatching(/max-select-series limit exceeded/);
    const look = () => open.store.sendForgotten([series, mill], T0 + HOUR_MS, giveWay);
    expect(await look()).toEqual({ found: 1, lacking });
    await eventually(() => open.store.status().waiting === 0, 'what it had lost is sent');
    expect(open.store.status().lastError).toBeNull();
    expect(await look()).toEqual({ found: 0, lacking });
    expect(open.store.status().lastError).toEqual(lacking);
    expect(await open.store.sendForgotten([mill], T0 + HOUR_MS, giveWay)).toEqual({ found: 0, lacking: null });
    expect(open.store.status().lastError).toBeNull();
  });
});

describe.skipIf(lacks('influxd'))(
  'SQLite spooled to an InfluxDB that another service writes to (needs influxd)',
  () => {
    test('what it holds that was never stored here is known by its gauge, at the same moments too; what is ours is not', async () => {
      const influxd = await startInfluxd();
      onTestFinished(() => influxd.remove());
      await createInfluxDatabase(influxd.url, 'amont');
      const [one, other] = [
        await openSpooled(influxd.url, join(folder, 'one.db')),
        await openSpooled(influxd.url, join(folder, 'other.db')),
      ];
      const mill = { ...series, station: 'mill' };
      const now = T0 + HOUR_MS;
      const look = async (open: Open) => (await open.store.strange([series, mill], now, giveWay)).found;
      await one.store.append([at(0, 1), at(10, 2), { ...at(0, 1), station: 'mill' }]);
      await eventually(() => one.store.status().waiting === 0, 'InfluxDB has said yes');
      expect(await look(one)).toEqual([]);
      await other.store.append([at(0, 1.5)]);
      await eventually(() => other.store.status().waiting === 0, 'InfluxDB has said yes to the other');
      // Theirs stands in the place of ours; ours is not known to them.
      expect(await look(one)).toEqual(['bridge']);
      expect(await look(other)).toEqual(['bridge', 'mill']);
      await one.close();
      await other.close();
    });
  },
);

describe.skipIf(lacks('influxd'))('SQLite spooled to an InfluxDB that forgets (needs influxd)', () => {
  const data = tempFolder('influxd');

  test('what it said yes to and lost with its log of writes is sent again, that of another week is not', async () => {
    const port = await freePort();
    const file = join(folder, 'forgets.db');
    let influxd = await startInfluxd(data, port);
    onTestFinished(() => influxd.kill());
    await createInfluxDatabase(influxd.url, 'amont');
    const open = await openSpooled(influxd.url, file);
    const week = 7 * 24 * 60;
    const other = { station: 'mill', quantity: 'stage' } as const;
    for (const each of [at(-1, 0.5), at(0, 1), at(week, 2)]) {
      await open.store.append([each, { ...each, ...other }]);
      await eventually(() => open.store.status().waiting === 0, 'InfluxDB has said yes');
    }
    await influxd.kill();
    const lastWrites = globSync(`${data}/wal/**/*.wal`).filter((each) => statSync(each).size > 0);
    expect(lastWrites.length).toBeGreaterThan(0);
    for (const each of lastWrites) truncateSync(each, 0);
    influxd = await startInfluxd(data, port);
    expect((await bothOf(open, influxd.url)).there).toEqual([]);

    const look = () => open.store.sendForgotten([series, other], T0 + week * MINUTE_MS, giveWay);
    expect(await look()).toEqual({ found: 4, lacking: null });
    await eventually(() => open.store.status().waiting === 0, 'it is sent again');
    const { here, there } = await bothOf(open, influxd.url);
    expect(there).toEqual(here.filter((each) => each.observedAt >= T0));
    expect(await look()).toEqual({ found: 0, lacking: null });
    const stops = Promise.reject(new Error('the service stops'));
    await expect(open.store.sendForgotten([series], T0 + week * MINUTE_MS, () => stops)).rejects.toThrow('stops');
    await influxd.kill();
    expect(await look()).toEqual({ found: 0, lacking: expect.stringMatching(/cannot be reached/) });
    expect(open.failures).toEqual([expect.stringMatching(/cannot be reached/)]);
    await open.close();
  });
});

describe.skipIf(lacks('influxd'))('SQLite spooled while InfluxDB is down (needs influxd)', () => {
  const data = tempFolder('influxd');
  const file = join(folder, 'down.db');
  let port: number;
  beforeAll(async () => {
    port = await freePort();
  });

  readingStoreContract(
    'spooled, InfluxDB down',
    async () => asStore(await openSpooled(`http://127.0.0.1:${port}`, file)),
    { runs: 60, reopens: true },
  );

  test('then up: all of it is there once, in order, and what is counted says so', async () => {
    const url = `http://127.0.0.1:${port}`;
    const open = await openSpooled(url, file);
    const { waiting } = open.store.status();
    expect(waiting).toBeGreaterThan(200);
    await eventually(
      () => /cannot be reached|ECONNREFUSED/.test(open.store.status().lastError ?? ''),
      'a failure is said',
    );
    await open.store.append([at(0, 1)]);
    expect(open.store.status().waiting).toBe(waiting + 1);

    const influxd = await startInfluxd(data, port);
    onTestFinished(() => influxd.kill());
    await createInfluxDatabase(influxd.url, 'amont');
    await eventually(() => open.store.status().waiting === 0, 'the spool is empty');
    const { here, there } = await bothOf(open, influxd.url);
    expect(here).toHaveLength(waiting + 1);
    expect(there).toEqual(here);
    expect(open.store.status().lastError).toBeNull();

    await influxd.kill();
    createThinned(open.db).advanceTo(T0 + HOUR_MS);
    expect(await open.store.window(series, -Infinity, Infinity, ALWAYS)).toHaveLength(1);
    await open.close();
  });
});

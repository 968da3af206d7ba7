import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Reading } from '../../src/reading/reading.ts';
import { RefusedQuery } from '../../src/store/influx/influxql.ts';
import { createInfluxReadingStore } from '../../src/store/influx/readings.ts';
import { BeyondRetention, createInfluxWrite, RefusedByInflux } from '../../src/store/influx/write.ts';
import { createInfluxDatabase, type Influxd, startInfluxd } from '../support/influxd.ts';
import { lacks } from '../support/services.ts';
import { stageReading } from '../support/stage-reading.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { readingStoreContract } from './reading-store.ts';

const on = (url: string, database = 'amont') => createInfluxReadingStore({ url, database, org: null, token: null });
const T0 = Date.parse('2020-01-22T00:00:00Z');
const stage: Omit<Reading, 'revision'> = stageReading('bridge', T0, 1);

describe.skipIf(lacks('influxd'))('InfluxDB 1.x (needs influxd)', () => {
  let influxd: Influxd;
  beforeAll(async () => {
    influxd = await startInfluxd();
    await createInfluxDatabase(influxd.url, 'amont');
  }, 60_000);
  afterAll(() => influxd.remove());

  readingStoreContract('InfluxDB 1.x', async () => on(influxd.url), { runs: 40, reopens: true });

  test('a database that is not there: append and reads reject and say so', async () => {
    const store = on(influxd.url, 'elsewhere');
    await expect(store.append([stage])).rejects.toThrow(/database not found.*elsewhere/);
    await expect(store.latest(stage, T0)).rejects.toThrow(/database not found.*elsewhere/);
  });

  test('a large batch is one request and one answer', async () => {
    const store = on(influxd.url);
    const many = Array.from({ length: 5_000 }, (_, n) => ({ ...stage, station: 'many', observedAt: T0 + n * 60_000 }));
    expect(new Set(await store.append(many))).toEqual(new Set(['new']));
    expect(new Set(await store.append(many))).toEqual(new Set(['repeat']));
    expect(await store.window({ station: 'many', quantity: 'stage' }, T0, T0 + 1e12, T0)).toHaveLength(5_000);
  });
});

describe.skipIf(lacks('influxd'))('InfluxDB 1.x killed and started again (needs influxd)', () => {
  const folder = tempFolder('influxd');

  test('what append resolved for is there; while it is gone appends reject, and the next succeeds', async () => {
    const first = await startInfluxd(folder);
    await createInfluxDatabase(first.url, 'amont');
    await on(first.url).append([stage]);
    const gone = on(first.url);
    await first.kill();
    await expect(gone.append([{ ...stage, value: 2 }])).rejects.toThrow(/cannot be reached at http:\/\/127/);
    await expect(gone.latest(stage, T0)).rejects.toThrow(/cannot be reached at http:\/\/127/);

    const second = await startInfluxd(folder);
    const store = on(second.url);
    expect(await store.append([stage, { ...stage, value: 2 }])).toEqual(['repeat', 'revision']);
    await second.kill();
  }, 90_000);
});

describe.skipIf(lacks('influxd'))('InfluxDB 1.x that asks for users (needs influxd)', () => {
  test('user and password are shown as it knows them; while another password is needed, or a right is lacking, nothing is taken for refused for good', async () => {
    const influxd = await startInfluxd(undefined, undefined, { withUsers: true });
    onTestFinished(() => influxd.remove());
    const asAdmin = async (q: string) => {
      const headers = { authorization: `Basic ${btoa('admin:adm')}` };
      const answer = await fetch(`${influxd.url}/query`, { method: 'POST', headers, body: new URLSearchParams({ q }) });
      expect(await answer.text()).not.toContain('error');
    };
    await asAdmin("CREATE USER admin WITH PASSWORD 'adm' WITH ALL PRIVILEGES");
    for (const q of ['CREATE DATABASE amont', "CREATE USER amont WITH PASSWORD 'été:1'", 'GRANT ALL ON amont TO amont'])
      await asAdmin(q);
    const as = (token: string | null) => ({ url: influxd.url, database: 'amont', org: null, token });
    const known = createInfluxReadingStore(as('amont:été:1'));
    expect(await known.append([stage])).toEqual(['new']);
    expect(await known.latest(stage, T0)).toMatchObject(stage);

    const failure = async (token: string | null) => {
      const refused: unknown = await createInfluxWrite(as(token))([{ ...stage, revision: 0 }]).catch(
        (error: unknown) => error,
      );
      expect(refused).not.toBeInstanceOf(RefusedByInflux);
      return String(refused);
    };
    await asAdmin("SET PASSWORD FOR amont = 'new'");
    expect(await failure('amont:été:1')).toMatch(/401.*authorization failed/);
    expect(await failure(null)).toMatch(/401.*unable to parse authentication credentials/);
    await asAdmin('REVOKE ALL ON amont FROM amont');
    await asAdmin('GRANT READ ON amont TO amont');
    expect(await failure('amont:new')).toMatch(/403.*not authorized to write/);
    await asAdmin('GRANT ALL ON amont TO amont');
    expect(await createInfluxReadingStore(as('amont:new')).append([{ ...stage, value: 2 }])).toEqual(['revision']);
  });
});

describe.skipIf(lacks('influxd'))('InfluxDB 1.x at its limits (needs influxd)', () => {
  const times = (many: number, revised: number) =>
    Array.from({ length: many + revised }, (_, n) => ({
      ...stage,
      observedAt: T0 + (n % many) * 1_000,
      value: n,
    }));

  test.each([
    ['amid a series', 12_001, 0],
    ['between two', 5, 3],
  ])('its `max-row-limit`, which would cut an answer %s, cuts none', async (_where, many, revised) => {
    const influxd = await startInfluxd(undefined, undefined, { maxRowLimit: 5 });
    onTestFinished(() => influxd.remove());
    await createInfluxDatabase(influxd.url, 'amont');
    const store = on(influxd.url);
    await store.append(times(many, revised));
    const found = await store.window(stage, T0, T0 + 1e9, Number.MAX_SAFE_INTEGER);
    expect(found).toHaveLength(many);
    expect(found.filter(({ revision }) => revision === 1)).toHaveLength(revised);
  });

  test('what it will not answer is a failure with its reason', async () => {
    const influxd = await startInfluxd(undefined, undefined, { limits: '[coordinator]\nmax-select-series = 1' });
    onTestFinished(() => influxd.remove());
    await createInfluxDatabase(influxd.url, 'amont');
    const store = on(influxd.url);
    await store.append(times(1, 1));
    const asked = store.window(stage, T0, T0 + 1e9, Number.MAX_SAFE_INTEGER);
    await expect(asked).rejects.toThrow(/InfluxDB refused the query: max-select-series limit exceeded/);
    await expect(asked).rejects.toBeInstanceOf(RefusedQuery);
  });

  test('what is older than it keeps is told apart from what it refuses for another reason', async () => {
    const influxd = await startInfluxd(undefined, undefined, { limits: 'max-values-per-tag = 1' });
    onTestFinished(() => influxd.remove());
    await createInfluxDatabase(influxd.url, 'amont');
    const write = createInfluxWrite({ url: influxd.url, database: 'amont', org: null, token: null });
    const now = Date.now();
    const refusal = (reading: Partial<Reading>): Promise<unknown> =>
      write([{ ...stage, revision: 0, observedAt: now, ...reading }]).catch((error: unknown) => error);
    expect(await refusal({})).toBeUndefined();
    const another = await refusal({ station: 'mill', observedAt: now + 1 });
    expect(String(another)).toMatch(/max-values-per-tag limit exceeded/);
    expect([another instanceof RefusedByInflux, another instanceof BeyondRetention]).toEqual([true, false]);
    const q = 'CREATE RETENTION POLICY "day" ON "amont" DURATION 24h REPLICATION 1 DEFAULT';
    await fetch(`${influxd.url}/query`, { method: 'POST', body: new URLSearchParams({ q }) });
    expect(await refusal({ observedAt: T0 })).toBeInstanceOf(BeyondRetention);
  });
});

describe('a server that fails', () => {
  /** Answers queries with nothing found and writes as told. */
  async function failingServer(status: number, body: string) {
    const writes: string[] = [];
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/query')) response.end('{"results":[{}]}');
      else {
        writes.push(`${request.headers.authorization ?? ''} ${request.url}`);
        response.writeHead(status).end(body);
      }
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return { url: `http://127.0.0.1:${address.port}`, writes, close: () => server.close() };
  }

  test.each([400, 401, 429, 500, 503])(
    '%d: append rejects with what it said, once, and keeps nothing for later',
    async (status) => {
      const server = await failingServer(status, '{"error":"the reason"}');
      const store = on(server.url);
      await expect(store.append([stage])).rejects.toThrow(
        new RegExp(`did not store 1 readings: ${status}.*the reason`),
      );
      expect(server.writes).toHaveLength(1);
      await store.close();
      server.close();
    },
  );

  test.each([
    ['1.x', 400, 'partial write: points beyond retention policy dropped=1', BeyondRetention],
    [
      '2.0',
      500,
      'unexpected error writing points: partial write: points beyond retention policy dropped=1',
      BeyondRetention,
    ],
    [
      '2.7.12',
      422,
      'failure writing points to database: partial write: dropped 1 points outside retention policy of duration 24h0m0s - oldest point reading,station=bridge at 2020-01-22T00:00:00Z dropped because it violates a Retention Policy Lower Bound dropped=1',
      BeyondRetention,
    ],
    ['2.x', 422, 'failure writing points to database: partial write: field type conflict dropped=1', RefusedByInflux],
  ])('what %s says of what is older than it keeps, or refuses for another reason', async (_, status, message, kind) => {
    const server = await failingServer(status, JSON.stringify({ message }));
    const write = createInfluxWrite({ url: server.url, database: 'amont', org: null, token: null });
    const refusal: unknown = await write([{ ...stage, revision: 0 }]).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(kind);
    expect(refusal instanceof BeyondRetention).toBe(kind === BeyondRetention);
    server.close();
  });

  test('what is no InfluxDB is said in words: the log-in page of a proxy', async () => {
    const server = createServer((_request, response) => response.end('<html>Log in</html>'));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const store = on(`http://127.0.0.1:${address.port}`);
    await expect(store.latest(stage, T0)).rejects.toThrow('what answers is no InfluxDB: <html>Log in</html>');
    server.close();
  });

  test.each([
    ['{"results":[{"statement_id":0}]}\n{"error":"engine: it is full"}\n', 'refused the query: engine: it is full'],
    ['{"results":[{"statement_id":0,"partial":true}]}\n', 'a part of the answer only'],
    ['{"results":[]}\n', 'a part of the answer only'],
  ])('an answer that breaks off is none: %s', async (said, why) => {
    const server = createServer((_request, response) => response.end(said));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => void server.close());
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    await expect(on(`http://127.0.0.1:${address.port}`).latest(stage, T0)).rejects.toThrow(why);
  });

  test.each([301, 307, 308])(
    '%d: nobody is followed elsewhere with readings, whose yes would be taken for its own',
    async (status) => {
      const elsewhere = await failingServer(204, '');
      const moved = createServer((_request, response) => {
        response.writeHead(status, { location: `${elsewhere.url}/write` }).end();
      });
      await new Promise<void>((resolve) => {
        moved.listen(0, '127.0.0.1', resolve);
      });
      const address = moved.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      const write = createInfluxWrite({
        url: `http://127.0.0.1:${address.port}`,
        database: 'amont',
        org: null,
        token: null,
      });
      await expect(write([{ ...stage, revision: 0 }])).rejects.toThrow(`did not store 1 readings: ${status}`);
      expect(elsewhere.writes).toEqual([]);
      moved.close();
      elsewhere.close();
    },
  );

  test('with an organisation the write goes to the bucket of 2.x, with the token', async () => {
    const server = await failingServer(204, '');
    const store = createInfluxReadingStore({ url: server.url, database: 'amont', org: 'ville', token: 'secret' });
    expect(await store.append([stage])).toEqual(['new']);
    expect(server.writes).toEqual(['Token secret /api/v2/write?org=ville&bucket=amont&precision=ms']);
    server.close();
  });

  test('a token of 2.x is shown as one without an organisation too, whose `/write` asks for none', async () => {
    const server = await failingServer(204, '');
    const store = createInfluxReadingStore({ url: server.url, database: 'amont', org: null, token: 'secret==' });
    expect(await store.append([stage])).toEqual(['new']);
    expect(server.writes).toEqual(['Token secret== /write?db=amont&precision=ms']);
    server.close();
  });
});

import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reading } from '../../src/reading/reading.ts';
import { createInfluxReadingStore } from '../../src/store/influx/readings.ts';
import { createInfluxWrite } from '../../src/store/influx/write.ts';
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
});

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepHouse } from '../../src/compose/keep-house.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { createThinned } from '../../src/store/sqlite/thinned.ts';
import { eventOf, rowOf } from '../support/commits.ts';
import { testDatabases } from '../support/open-test-database.ts';
import { stageReading } from '../support/stage-reading.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const NOW = Date.parse('2026-05-01T08:00:00Z');
const folder = tempFolder('keep-house');
const openDatabase = testDatabases();

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

const whole = <Found>(found: Found) => ({ found, lacking: null });

/** A town whose house is kept, a minute after its start, until it is stopped. */
async function house(learn: () => Promise<void>, spooled: Parameters<typeof keepHouse>[2]['spooled'] = null) {
  const config = await demoConfig({
    dataFolder: mkdtempSync(join(folder, 'data-')),
    keepRawFramesDays: 7,
    keepDays: 90,
  });
  const db = await openDatabase();
  const stores = createSqliteStores(db);
  const metrics = createMetrics();
  const lines: string[] = [];
  const outdatedBrowsers = { count: () => 0, exchange: null, forget: () => 0 };
  const parts = new AsyncDisposableStack();
  return {
    ...stores,
    thinned: createThinned(db),
    metrics,
    lines,
    async keep(until: () => boolean) {
      const log = pino({}, { write: (line) => void lines.push(line) });
      const atomically = (work: () => void) => db.transaction(work)();
      const own = { db, stores, spooled, limits: { learn }, outdatedBrowsers, atomically, metrics, log };
      keepHouse(config, parts, { ...own, readings: stores.readings, clock: manualClock(NOW), played: [] });
      vi.advanceTimersByTime(MINUTE_MS);
      for (let look = 0; look < 2_000 && !until(); look += 1) await new Promise((resolve) => setImmediate(resolve));
      await parts.disposeAsync();
    },
  };
}

test('once a day old frames, requests that nobody confirmed and mailboxes that are gone are forgotten, limits learnt and the record sealed; what fails of it stops no other', async () => {
  const { frames, journal, subscriptions, record, metrics, lines, keep } = await house(async () => {
    throw new Error('no limits');
  });
  for (const days of [6, 8])
    frames.append([{ station: 'coursan', topic: 't', payload: Buffer.from('x'), receivedAt: NOW - days * DAY_MS }]);
  const way = { commune: 'coursan', way: 'email', language: 'fr', quietHours: null } as const;
  for (const id of ['gone', 'ines'])
    subscriptions.request({ ...way, id, address: `${id}@example.org`, requestedAt: 0, confirmedAt: 0 }, id);
  for (const days of [6, 8]) {
    const asked = { ...way, id: `${days}`, address: `${days}@example.org`, requestedAt: NOW - days * DAY_MS };
    subscriptions.request({ ...asked, confirmedAt: null }, `${days}`);
  }
  for (const week of [3, 2, 1]) {
    const event = eventOf(4 - week, { at: NOW - week * 7 * DAY_MS });
    const rows = ['gone', 'ines'].map((id) => rowOf(event.id, { kind: 'subscription', id }));
    const state = { commune: 'coursan', gauges: {}, alert: null, events: 4 - week };
    journal.commit({ state, events: [event], outbox: rows, record: [] });
    journal.settle(rows[0]!.id, { status: 'dropped', attempts: 1, reason: 'RCPT TO: 550 5.1.1 User unknown' });
    journal.settle(rows[1]!.id, { status: 'sent', attempts: 1, sentAt: NOW, providerId: null });
  }

  await keep(() => lines.some((line) => line.includes('this stands for all that is on record')) && lines.length >= 3);
  expect(frames.recent('coursan', 9).map(({ receivedAt }) => (NOW - receivedAt) / DAY_MS)).toEqual([6]);
  expect(subscriptions.all('coursan').map(({ id }) => id)).toEqual(expect.arrayContaining(['ines', '6']));
  expect(subscriptions.all('coursan')).toHaveLength(2);
  expect(record.ofAction('coursan', 'mailboxes.erased')).toMatchObject([{ at: NOW, detail: { mailboxes: 1 } }]);
  expect(lines.filter((line) => line.includes('the limits of a gauge could not be learnt'))).toHaveLength(1);
  expect(await metrics.registry.metrics()).toContain('amont_upkeep_failures_total 1');
});

test('what InfluxDB has forgotten is sent again, of every gauge up to now, and said', async () => {
  const asked: unknown[] = [];
  const sendForgotten = async (series: Iterable<unknown>, before: number) => {
    asked.push([...series].length, before);
    return whole(3);
  };
  const { lines, keep } = await house(async () => {}, { sendForgotten, strange: async () => whole([]) });
  await keep(() => lines.some((line) => line.includes('"forgotten":3')));
  const { network } = await demoConfig();
  expect(asked).toEqual([network.stations.size, NOW]);
  expect(lines.join('')).toContain('InfluxDB had said yes to readings and has forgotten them');
});

test('what InfluxDB holds that was never stored here is told and counted, with the gauges', async () => {
  const strange = async () => whole(['coursan']);
  const { lines, keep, metrics } = await house(async () => {}, { sendForgotten: async () => whole(0), strange });
  await keep(() => lines.some((line) => line.includes('"gauges":["coursan"]')));
  expect(lines.join('')).toContain('another service writes into the same database');
  expect(await metrics.registry.metrics()).toContain('amont_upkeep_failures_total 1');
});

test('a stop amid the look at what InfluxDB has forgotten waits for one gauge, not for all', async () => {
  let gauges = 0;
  const sendForgotten = async (series: Iterable<unknown>, _before: number, pause: () => Promise<void>) => {
    for (const _ of series) {
      await pause();
      gauges += 1;
    }
    return whole(0);
  };
  const { lines, keep } = await house(async () => {}, { sendForgotten, strange: async () => whole([]) });
  await keep(() => gauges > 0);
  const { network } = await demoConfig();
  expect(gauges).toBeLessThan(network.stations.size);
  expect(lines.join('')).not.toContain('could not be sent again');
});

test('a stop while readings are thinned out waits for one hour of them, not for years, and is no failure', async () => {
  const { readings, thinned, metrics, lines, keep } = await house(async () => {});
  const { network } = await demoConfig();
  const gauge = [...network.stations.values()].find(({ quantity }) => quantity === 'stage')!.id;
  const quarters = Array.from({ length: 30 * 96 }, (_, n) => NOW - 130 * DAY_MS + n * 15 * MINUTE_MS);
  await readings.append([...quarters, NOW].map((at, n) => stageReading(gauge, at, 1 - n * 1e-6)));
  await keep(() => thinned.before() > 0);
  expect(thinned.before()).toBeGreaterThan(0);
  expect(thinned.before()).toBeLessThan(NOW - 129 * DAY_MS);
  expect(lines.join('')).not.toContain('could not be removed');
  expect(await metrics.registry.metrics()).toContain('amont_retention_failures_total 0');
});

test('an InfluxDB that is not up yet when it is first looked at is asked again before that counts; away for longer it is said, and asked again within the hour', async () => {
  let looks = 0;
  const why = 'InfluxDB cannot be reached';
  const away = async <Found>(found: Found) => ({ found, lacking: (looks += 1) > 4 ? null : why });
  const spooled = { sendForgotten: () => away(0), strange: () => away([]) };
  const { lines, keep, metrics } = await house(async () => {}, spooled);
  const said = () => lines.filter((line) => line.includes(why)).length;
  const saidBefore: number[] = [];
  const waits = [10 * MINUTE_MS, HOUR_MS];
  let before = 0;
  await keep(() => {
    // What follows of both looks is done.
    if (looks > 0 && looks === before && waits.length > 0) {
      saidBefore.push(said());
      vi.advanceTimersByTime(waits.shift() ?? 0);
    }
    before = looks;
    return looks >= 6;
  });
  expect([looks, saidBefore, said()]).toEqual([6, [0, 2], 2]);
  expect(await metrics.registry.metrics()).toContain('amont_upkeep_failures_total 2');
});

import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { BeyondRetention, RefusedByInflux } from '../../src/store/influx/write.ts';
import { respoolForgotten } from '../../src/store/respool-forgotten.ts';
import { createSqliteArchive } from '../../src/store/sqlite/archive.ts';
import { createSpool } from '../../src/store/sqlite/spool.ts';
import { testDatabases } from '../support/open-test-database.ts';
import { stageReading } from '../support/stage-reading.ts';

const openDatabase = testDatabases();
const series = { station: 'bridge', quantity: 'stage' } as const;
const END = 7 * DAY_MS;

/** A week of a reading an hour, of which InfluxDB holds what it is given, and takes none from before `keptFrom`. */
async function lookedAt(keptFrom: number) {
  const db = await openDatabase();
  const [here, spool] = [createSqliteArchive(db), createSpool(db)];
  spool.aim('influx');
  const hours = Array.from({ length: END / HOUR_MS }, (_, hour) => hour * HOUR_MS);
  await here.put(hours.map((at): Reading => ({ ...stageReading('bridge', at, 1), revision: 0 })));
  const held = new Map<number, Reading>();
  const tried: number[] = [];
  const there = {
    within: async () => [...held.values()],
    async put(readings: readonly Reading[]) {
      for (const each of readings) {
        tried.push(each.observedAt);
        if (each.observedAt < keptFrom) throw new BeyondRetention('beyond retention policy');
        held.set(each.observedAt, each);
      }
    },
  };
  const send = (many: number) => {
    for (const { number, reading } of spool.next(many)) {
      held.set(reading.observedAt, reading);
      spool.sent(number);
    }
  };
  return { here, there, spool, held, tried, send };
}

test('what a shorter retention policy has removed is not sent again: InfluxDB is asked once a day of it, and what it lost later is', async () => {
  const { held, tried, send, ...looked } = await lookedAt(3 * DAY_MS);
  send(1_000);
  for (const at of held.keys()) if (at < 3 * DAY_MS || at === 5 * DAY_MS) held.delete(at);
  expect(await respoolForgotten(series, 0, END, looked)).toEqual({ count: 1, takenFrom: 3 * DAY_MS, refusal: null });
  expect(tried).toEqual([0, DAY_MS, 2 * DAY_MS, 5 * DAY_MS]);
  expect(looked.spool.next(9).map(({ reading }) => reading.observedAt)).toEqual([5 * DAY_MS]);
});

test('what is sent while InfluxDB is asked was not forgotten', async () => {
  const { send, ...looked } = await lookedAt(0);
  send(1);
  const there = {
    ...looked.there,
    async within() {
      const held = await looked.there.within();
      send(1_000);
      return held;
    },
  };
  expect(await respoolForgotten(series, 0, END, { ...looked, there })).toEqual({
    count: 0,
    takenFrom: 0,
    refusal: null,
  });
  expect(looked.spool.counts()).toEqual({ waiting: 0, refused: 0 });
});

test('what it refuses for another reason is no sign of what it keeps: the days before are looked at, of this gauge and of others, and the reason is told', async () => {
  const { held, tried, send, ...looked } = await lookedAt(0);
  send(1_000);
  held.clear();
  const there = {
    ...looked.there,
    async put(readings: readonly Reading[]) {
      tried.push(...readings.map(({ observedAt }) => observedAt));
      throw new RefusedByInflux('max-values-per-tag limit exceeded');
    },
  };
  const refusal = 'max-values-per-tag limit exceeded';
  expect(await respoolForgotten(series, 0, END, { ...looked, there })).toEqual({ count: 0, takenFrom: 0, refusal });
  expect(tried).toEqual([0]);
  expect(looked.spool.counts()).toEqual({ waiting: 0, refused: 0 });
});

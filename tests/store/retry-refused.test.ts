import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { RefusedByInflux } from '../../src/store/influx/write.ts';
import { retryRefused } from '../../src/store/retry-refused.ts';
import { createSqliteArchive } from '../../src/store/sqlite/archive.ts';
import { createSpool } from '../../src/store/sqlite/spool.ts';
import { testDatabases } from '../support/open-test-database.ts';
import { stageReading } from '../support/stage-reading.ts';

const openDatabase = testDatabases();

test('what a proxy refused waits again once InfluxDB takes the newest of the gauge; one that is at fault itself is tried once, and holds up no other', async () => {
  const db = await openDatabase();
  const spool = createSpool(db);
  spool.aim('influx');
  const at = [0, HOUR_MS, 2 * HOUR_MS];
  const readings = ['bridge', 'weir'].flatMap((id) =>
    at.map((time): Reading => ({ ...stageReading(id, time, 1), revision: 0 })),
  );
  await createSqliteArchive(db).put(readings);
  for (const { number } of spool.next(99)) spool.refuse(number, '400 Bad Request');
  expect(spool.counts()).toEqual({ waiting: 0, refused: 6 });
  const tried: unknown[] = [];
  const there = {
    async put([reading]: readonly Reading[]) {
      tried.push([reading!.station, reading!.observedAt]);
      if (reading!.station === 'weir') throw new RefusedByInflux('field type conflict');
    },
  };
  expect(await retryRefused(there, spool, async () => {})).toBe(1);
  expect(tried).toEqual([
    ['weir', 2 * HOUR_MS],
    ['bridge', 2 * HOUR_MS],
  ]);
  expect(spool.counts()).toEqual({ waiting: 3, refused: 3 });
  expect(spool.next(99).map(({ reading }) => [reading.station, reading.observedAt])).toEqual(
    at.map((time) => ['bridge', time]),
  );
});

test('what waits again while newer readings are under way is not taken for sent with them', async () => {
  const db = await openDatabase();
  const spool = createSpool(db);
  spool.aim('influx');
  const archive = createSqliteArchive(db);
  const put = (station: string) => archive.put([{ ...stageReading(station, 0, 1), revision: 0 }]);
  await put('weir');
  for (const { number } of spool.next(9)) spool.refuse(number, '400 Bad Request');
  await put('bridge');
  const underWay = spool.next(9);
  expect(await retryRefused({ put: async () => {} }, spool, async () => {})).toBe(1);
  for (const { number } of underWay) spool.sent(number);
  expect(spool.next(9).map(({ reading }) => reading.station)).toEqual(['weir']);
});

test('tens of thousands of one gauge hide no other, and are gone through a part at a time', async () => {
  const db = await openDatabase();
  const spool = createSpool(db);
  spool.aim('influx');
  const times = Array.from({ length: 10_001 }, (_, minute) => minute * MINUTE_MS);
  const readings = [
    stageReading('bridge', 0, 1),
    // A revision of the same instant belongs to the same part.
    ...times.flatMap((at) => (at === 0 ? [at, at] : at)).map((at, nth) => stageReading('weir', at, nth)),
  ];
  const archive = createSqliteArchive(db);
  await archive.put(readings.map((each, nth): Reading => ({ ...each, revision: nth === 2 ? 1 : 0 })));
  db.exec("UPDATE spool SET refused = '400 Bad Request'");
  let pauses = 0;
  const pause = async () => void (pauses += 1);
  expect((await spool.newestRefused(pause)).map(({ station }) => station)).toEqual(['weir', 'bridge']);
  expect(pauses).toBe(2);
  await spool.retry({ station: 'weir', quantity: 'stage' }, pause);
  expect([pauses, spool.counts()]).toEqual([4, { waiting: 10_002, refused: 1 }]);
});

import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import type { Reading } from '../../../src/reading/reading.ts';
import type { SeriesKey } from '../../../src/reading/reading-store.ts';
import { createRecentReadings } from '../../../src/reading/recent-readings.ts';
import { createSqliteArchive } from '../../../src/store/sqlite/archive.ts';
import { watchOtherWriters } from '../../../src/store/sqlite/other-writers.ts';
import { createSqliteReadingStore } from '../../../src/store/sqlite/readings.ts';
import { testDatabases } from '../../support/open-test-database.ts';
import { stageReading } from '../../support/stage-reading.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const NOW = Date.UTC(2020, 0, 22, 12);
const HISTORY_H = 241;
const folder = tempFolder('other-writers');
const openDatabase = testDatabases();
let files = 0;

/** The service over a database that another process writes too. */
async function service() {
  files += 1;
  const file = join(folder, `${files}.db`);
  const [db, other] = [await openDatabase(file), await openDatabase(file)];
  // What stands here is gone with the test.
  for (const each of [db, other]) each.pragma('synchronous = OFF');
  const [own, others] = [createSqliteReadingStore(db), createSqliteReadingStore(other)];
  const writtenByOthers = watchOtherWriters(db);
  const told = () => {
    const written = writtenByOthers();
    return written === 'all' ? written : written.map(({ station }) => station);
  };
  return { db, other, own, others, writtenByOthers, told };
}

const at = (minutesAgo: number, value: number, station = 'bridge'): Reading => ({
  ...stageReading(station, NOW - minutesAgo * MINUTE_MS, value),
  receivedAt: NOW,
});
const said = ({ observedAt, value }: Reading) => [observedAt, value];
const takenBack = (reading: Reading): Reading => ({ ...reading, quality: 'fail', tests: ['taken-back'] });

test.each<[string, (parts: Awaited<ReturnType<typeof service>>) => unknown]>([
  ['a new reading', ({ others }) => others.append([at(3, 1)])],
  ['one of long ago', ({ others }) => others.append([at(400 * 24 * 60, 1)])],
  ['another value', ({ others }) => others.append([at(10, 2)])],
  ['a new grade', ({ others }) => others.regrade([{ ...at(10, 1), quality: 'fail', tests: ['excluded'] }])],
  ['a reading that is taken back', ({ others }) => others.regrade([takenBack(at(10, 1))])],
  ['what comes back from an archive', ({ other }) => createSqliteArchive(other).put([at(5, 1)])],
  ['what is written by hand', ({ other }) => other.exec(`INSERT INTO reading VALUES (1, 1, 0, 1, 1, 'pass', '[]')`)],
])('that another process has written %s is told of its gauge, once, whatever we write ourselves', async (_, write) => {
  const parts = await service();
  await parts.own.append([at(10, 1), at(10, 1, 'weir')]);
  await parts.others.append([at(20, 1)]);
  parts.told();
  await parts.own.append([at(9, 1)]);
  await write(parts);
  await parts.own.append([at(8, 1), at(8, 1, 'weir')]);
  expect(parts.told()).toEqual(['bridge']);
  await parts.own.append([at(7, 1)]);
  expect(parts.told()).toEqual([]);
});

test('of what another process writes that is no reading nothing is read again, nor of what it took back or had said already', async () => {
  const { other, own, others, told } = await service();
  await own.append([at(10, 1)]);
  other.exec(`INSERT INTO record (at, action, detail) VALUES (1, 'note', '{}')`);
  other.exec(`BEGIN; INSERT INTO reading VALUES (1, 1, 0, 1, 1, 'pass', '[]'); ROLLBACK`);
  await others.append([at(10, 1)]);
  expect(told()).toEqual([]);
});

test('what we write and take back again hides nothing that another process has written', async () => {
  const { db, own, others, told } = await service();
  await own.append([at(10, 1)]);
  await others.append([at(10, 1, 'weir')]);
  told();
  expect(() =>
    db.transaction(() => {
      db.exec(`INSERT INTO reading VALUES (1, 1, 0, 1, 1, 'pass', '[]')`);
      throw new Error('the disk is full');
    })(),
  ).toThrow('the disk is full');
  await others.append([at(2, 1)]);
  expect(told()).toEqual(['bridge']);
});

test('where the disk has spoiled what is counted, any may have been written', async () => {
  const { other, told } = await service();
  other.exec('ALTER TABLE series RENAME TO elsewhere');
  expect(told()).toBe('all');
});

test('whoever writes what and when, what is held is what the store has, and no gauge is read again but those that another process wrote', async () => {
  const stations = ['bridge', 'weir', 'mill'];
  const reading = fc
    .record({
      station: fc.constantFrom(...stations),
      // Some older than what is held, and each several times.
      minutesAgo: fc.oneof(fc.nat(6), fc.constantFrom(14 * 24 * 60, 15 * 24 * 60)),
      value: fc.nat(2),
    })
    .map(({ station, minutesAgo, value }) => at(minutesAgo, value, station));
  const steps = fc.array(
    fc.record({
      who: fc.constantFrom('own', 'own fails', 'other', 'other'),
      what: fc.constantFrom('append', 'append', 'take back'),
      readings: fc.array(reading, { minLength: 1, maxLength: 4 }),
      looks: fc.boolean(),
    }),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { db, own, others, writtenByOthers } = await service();
      const asked: string[] = [];
      const window: typeof own.window = (...of) => {
        asked.push(of[0].station);
        return own.window(...of);
      };
      const recent = createRecentReadings({ window }, HISTORY_H, writtenByOthers);
      // What has to be read: what was not held, or was written by another process.
      const lacking = new Set(stations);
      const look = async () => {
        recent.refresh();
        asked.length = 0;
        for (const station of stations) {
          const series: SeriesKey = { station, quantity: 'stage' };
          const held = await recent.of(series, NOW);
          const stored = await own.window(series, NOW - HISTORY_H * HOUR_MS, NOW, NOW);
          expect(held.map(said)).toEqual(stored.map(said));
        }
        for (const station of asked) expect(lacking).toContain(station);
        lacking.clear();
      };
      await look();
      for (const { who, what, readings, looks } of all) {
        const written = what === 'append' ? readings : readings.map(takenBack);
        if (who === 'other') {
          await (what === 'append' ? others.append(written) : others.regrade(written));
          for (const { station } of written) lacking.add(station);
        } else if (who === 'own') {
          await (what === 'append' ? own.append(written) : own.regrade(written));
          for (const each of written) recent.add(each, NOW);
        } else {
          const write = db.transaction(() => {
            db.exec(`INSERT INTO reading SELECT id, ${NOW - DAY_MS}, 99, 1, 1, 'pass', '[]' FROM series`);
            throw new Error('full');
          });
          if (db.prepare('SELECT 1 FROM series').get()) expect(write).toThrow('full');
        }
        if (looks) await look();
      }
      await look();
    }),
    { numRuns: 40 },
  );
});

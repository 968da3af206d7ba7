import type { Reading } from '../../src/reading/reading.ts';
import { createSpooledReadingStore } from '../../src/store/spooled-readings.ts';
import { openTestDatabase } from '../support/open-test-database.ts';
import { stageReading } from '../support/stage-reading.ts';

/**
 * A process to be killed: appends batch after batch of readings, every seventh key revised, and says the number of each batch that
 * is stored. Arguments: database file, address of InfluxDB.
 */
const [, , file = '', url = ''] = process.argv;
const db = await openTestDatabase(file);
const store = createSpooledReadingStore(db, { url, database: 'amont', org: null, token: null }, () => {}, {
  firstRetryMs: 10,
});
const count = db.prepare<[], number>('SELECT count(*) FROM reading WHERE revision = 0').pluck();

for (let number = count.get()! / 10; ; number++) {
  const batch = Array.from({ length: 10 }, (_, index): Omit<Reading, 'revision'> => {
    const observedAt = Date.UTC(2020, 0, 1) + (number * 10 + index) * 60_000;
    return stageReading('bridge', observedAt, number);
  });
  const revised = number % 7 === 0 ? [{ ...batch[0]!, value: -number - 1 }] : [];
  await store.append([...batch, ...revised]);
  process.stdout.write(`${number}\n`);
}

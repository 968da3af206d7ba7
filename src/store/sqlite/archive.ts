import type { Instant } from '../../lib/clock.ts';
import type { Reading } from '../../reading/reading.ts';
import type { SeriesKey } from '../../reading/reading-store.ts';
import { PAGE, type ReadingArchive, toPage } from '../reading-archive.ts';
import type { Database } from './database.ts';
import { createReadSeries, type ReadingRow } from './readings.ts';
import { createReadingWriter } from './write-readings.ts';

/** The embedded database as an archive. It reads in ranges of the table's own order, so a page costs the same anywhere. */
export function createSqliteArchive(db: Database): ReadingArchive {
  const list = db.prepare<[], SeriesKey & { count: number }>(
    `SELECT station, quantity, (SELECT count(*) FROM reading WHERE series = series.id) AS count FROM series
     ORDER BY station, quantity`,
  );
  const range = db.prepare<[number, Instant, Instant, number], ReadingRow>(
    `SELECT * FROM reading WHERE series = ? AND observed_at BETWEEN ? AND ? ORDER BY observed_at, revision LIMIT ?`,
  );
  const read = createReadSeries(db);
  const writer = createReadingWriter(db);
  const put = db.transaction((readings: readonly Reading[]) => readings.forEach(writer.put));
  return {
    series: async () => list.all().map(({ count, ...series }) => ({ series, count })),
    page: async (series, from) => toPage(read(series, (id) => range.all(id, from, Number.MAX_SAFE_INTEGER, PAGE))),
    within: async (series, from, to) => read(series, (id) => range.all(id, from, to, -1)),
    put: async (readings) => writer.orForget(() => put.immediate(readings)),
  };
}

import type { Instant } from '../../lib/clock.ts';
import type { SeriesKey } from '../../reading/reading-store.ts';
import { PAGE, type ReadingArchive, toPage } from '../reading-archive.ts';
import type { Database } from './database.ts';
import { createFindSeries } from './find-series.ts';
import { type ReadingRow, toReading } from './readings.ts';

/** The embedded database as an archive. It reads in ranges of the table's own order, so a page costs the same anywhere. */
export function createSqliteArchive(db: Database): ReadingArchive {
  const list = db.prepare<[], SeriesKey & { count: number }>(
    `SELECT station, quantity, (SELECT count(*) FROM reading WHERE series = series.id) AS count FROM series
     ORDER BY station, quantity`,
  );
  const find = createFindSeries(db);
  const add = db.prepare<[string, string]>('INSERT INTO series (station, quantity) VALUES (?, ?)');
  const range = db.prepare<[number, Instant, Instant, number], ReadingRow>(
    `SELECT * FROM reading WHERE series = ? AND observed_at BETWEEN ? AND ? ORDER BY observed_at, revision LIMIT ?`,
  );
  const insert = db.prepare<[Omit<ReadingRow, 'tests'> & { series: number; tests: string }]>(
    `INSERT INTO reading (series, observed_at, revision, value, received_at, quality, tests)
     VALUES (@series, @observed_at, @revision, @value, @received_at, @quality, @tests)
     ON CONFLICT (series, observed_at, revision) DO NOTHING`,
  );
  const read = (series: SeriesKey, from: Instant, to: Instant, limit: number) => {
    const id = find(series);
    return id === undefined ? [] : range.all(id, from, to, limit).map((row) => toReading(series, row));
  };
  const put = db.transaction((readings: Parameters<ReadingArchive['put']>[0]) => {
    for (const { station, quantity, observedAt, receivedAt, revision, value, quality, tests } of readings) {
      const series = find({ station, quantity }) ?? Number(add.run(station, quantity).lastInsertRowid);
      const columns = { observed_at: observedAt, received_at: receivedAt, tests: JSON.stringify(tests) };
      insert.run({ series, revision, value, quality, ...columns });
    }
  });
  return {
    series: async () => list.all().map(({ count, ...series }) => ({ series, count })),
    page: async (series, from) => toPage(read(series, from, Number.MAX_SAFE_INTEGER, PAGE)),
    within: async (series, from, to) => read(series, from, to, -1),
    put: async (readings) => put.immediate(readings),
  };
}

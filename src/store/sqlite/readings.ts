import type { Instant } from '../../lib/clock.ts';
import type { Reading } from '../../reading/reading.ts';
import type { AppendOutcome, ReadingStore, SeriesKey } from '../../reading/reading-store.ts';
import type { Database } from './database.ts';
import { type Json, storedJson } from './stored-json.ts';

export interface ReadingRow {
  observed_at: Instant;
  revision: number;
  value: number;
  received_at: Instant;
  quality: Reading['quality'];
  tests: Json<Reading['tests']>;
}

/** The readings in the embedded database. `close` leaves the database open: it belongs to who opened it. */
export function createSqliteReadingStore(db: Database): ReadingStore {
  const addSeries = db.prepare<[string, string]>(
    'INSERT INTO series (station, quantity) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const findSeries = db
    .prepare<[string, string], number>('SELECT id FROM series WHERE station = ? AND quantity = ?')
    .pluck();
  const insert = db.prepare<[number, Instant, number, number, Instant, string, string]>(
    `INSERT INTO reading (series, observed_at, revision, value, received_at, quality, tests)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (series, observed_at, revision) DO NOTHING`,
  );
  const newestRevision = db.prepare<[number, Instant], Pick<ReadingRow, 'revision' | 'value'>>(
    'SELECT revision, value FROM reading WHERE series = ? AND observed_at = ? ORDER BY revision DESC LIMIT 1',
  );
  const latest = db.prepare<[number, Instant], ReadingRow>(
    `SELECT * FROM reading WHERE series = ? AND received_at <= ? ORDER BY observed_at DESC, revision DESC LIMIT 1`,
  );
  // The other columns are those of the row with the largest revision (sqlite.org/lang_select.html#bareagg).
  const window = db.prepare<[number, Instant, Instant, Instant], ReadingRow>(
    `SELECT max(revision) AS revision, observed_at, value, received_at, quality, tests FROM reading
     WHERE series = ? AND observed_at BETWEEN ? AND ? AND received_at <= ? GROUP BY observed_at ORDER BY observed_at`,
  );

  // Asked for every reading; emptied when a commit fails, which may have taken a new series back.
  const known = new Map<string, number>();
  const seriesOf = ({ station, quantity }: SeriesKey): number => {
    const key = `${quantity} ${station}`;
    let id = known.get(key) ?? findSeries.get(station, quantity);
    id ??= Number(addSeries.run(station, quantity).lastInsertRowid);
    known.set(key, id);
    return id;
  };

  const appendOne = (reading: Omit<Reading, 'revision'>): AppendOutcome => {
    const series = seriesOf(reading);
    const { observedAt, value, receivedAt, quality } = reading;
    const write = (revision: number) =>
      insert.run(series, observedAt, revision, value, receivedAt, quality, written(reading.tests)).changes === 1;
    if (write(0)) return 'new';
    const newest = newestRevision.get(series, observedAt)!;
    if (newest.value === value) return 'repeat';
    write(newest.revision + 1);
    return 'revision';
  };
  const regradeOne = (reading: Omit<Reading, 'revision'>): void => {
    const series = seriesOf(reading);
    const { observedAt, value, receivedAt, quality, tests } = reading;
    const next = (newestRevision.get(series, observedAt)?.revision ?? -1) + 1;
    insert.run(series, observedAt, next, value, receivedAt, quality, written(tests));
  };
  const regradeAll = db.transaction((readings: readonly Omit<Reading, 'revision'>[]) => readings.forEach(regradeOne));
  const appendAll = db.transaction((readings: readonly Omit<Reading, 'revision'>[]) => readings.map(appendOne));

  return {
    async append(readings) {
      try {
        return appendAll.immediate(readings);
      } catch (error) {
        known.clear();
        throw error;
      }
    },
    async regrade(readings) {
      try {
        regradeAll.immediate(readings);
      } catch (error) {
        known.clear();
        throw error;
      }
    },
    latest: async (series, receivedBy) => {
      const id = findSeries.get(series.station, series.quantity);
      const row = id === undefined ? undefined : latest.get(id, receivedBy);
      return row ? toReading(series, row) : null;
    },
    window: async (series, from, to, receivedBy) => {
      const id = findSeries.get(series.station, series.quantity);
      if (id === undefined) return [];
      return window.all(id, from, to, receivedBy).map((row) => toReading(series, row));
    },
    close: async () => {},
  };
}

/** Most readings pass every test. */
function written(tests: Reading['tests']): string {
  return tests.length === 0 ? '[]' : JSON.stringify(tests);
}

export function toReading({ station, quantity }: SeriesKey, row: ReadingRow): Reading {
  return {
    station,
    quantity,
    observedAt: row.observed_at,
    value: row.value,
    receivedAt: row.received_at,
    revision: row.revision,
    quality: row.quality,
    tests: storedJson(row.tests),
  };
}

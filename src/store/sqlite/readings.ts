import type { Instant } from '../../lib/clock.ts';
import type { NewReading, Reading } from '../../reading/reading.ts';
import type { ReadingStore, SeriesKey } from '../../reading/reading-store.ts';
import { giveWay } from '../give-way.ts';
import type { Database } from './database.ts';
import { createFindSeries } from './find-series.ts';
import { type Json, storedJson } from './stored-json.ts';
import { createReadingWriter, SENSOR } from './write-readings.ts';

export interface ReadingRow {
  observed_at: Instant;
  revision: number;
  value: number;
  received_at: Instant;
  quality: Reading['quality'];
  tests: Json<Reading['tests']>;
}

/** Two days of ten gauges that report every ten minutes are not so many: of one that reports each second others have their turn every three hours. */
const PIECE = 10_000;

/** The newest revision of each reading. The other columns are those of the row with the largest revision (sqlite.org/lang_select.html#bareagg). */
export const newest = 'SELECT max(revision) AS revision, observed_at, value, received_at, quality, tests FROM reading';
/** Where it does not take it back. */
const seen = `GROUP BY observed_at HAVING instr(tests, '"taken-back"') = 0`;

/** The readings in the embedded database. `close` leaves the database open: it belongs to who opened it. */
export function createSqliteReadingStore(db: Database): ReadingStore {
  const writer = createReadingWriter(db);
  const read = createReadSeries(db);
  const latest = db.prepare<[number, Instant], ReadingRow>(
    `${newest} WHERE series = ? AND received_at <= ? ${seen} ORDER BY observed_at DESC LIMIT 1`,
  );
  const window = db.prepare<[number, Instant, Instant, Instant], ReadingRow>(
    `${newest} WHERE series = ? AND observed_at BETWEEN ? AND ? AND received_at <= ? ${seen} ORDER BY observed_at LIMIT ${PIECE}`,
  );

  // Of two months in calm water nothing is grouped: only of what is high enough is it asked whether it still stands.
  const reaching = db.prepare<[number, Instant, Instant, Instant, number, Instant], ReadingRow>(
    `SELECT revision, observed_at, value, received_at, quality, tests FROM reading
     WHERE series = ? AND observed_at BETWEEN ? AND ? AND received_at <= ? AND value >= ? AND instr(tests, '"taken-back"') = 0
       AND NOT EXISTS (SELECT 1 FROM reading AS later WHERE later.series = reading.series AND later.observed_at = reading.observed_at
         AND later.revision > reading.revision AND later.received_at <= ?)
     ORDER BY observed_at LIMIT ${PIECE}`,
  );

  const regradeAll = db.transaction((readings: readonly NewReading[]) => readings.forEach(writer.regrade));
  const appendAll = db.transaction((readings: readonly NewReading[]) =>
    readings.map((each) => writer.append(each, SENSOR)),
  );

  return {
    append: async (readings) => writer.orForget(() => appendAll.immediate(readings)),
    regrade: async (readings) => writer.orForget(() => regradeAll.immediate(readings)),
    latest: async (series, receivedBy) => read(series, (id) => latest.all(id, receivedBy))[0] ?? null,
    window: (series, first, to, receivedBy) =>
      inPieces(first, (from) => read(series, (id) => window.all(id, from, to, receivedBy))),
    reaching: (series, value, first, to, receivedBy) =>
      inPieces(first, (from) => read(series, (id) => reaching.all(id, from, to, receivedBy, value, receivedBy))),
    close: async () => {},
  };
}

/** All readings from an instant on: so many at once, and others have their turn between. */
async function inPieces(first: Instant, read: (from: Instant) => Reading[]): Promise<Reading[]> {
  const all: Reading[] = [];
  for (let from = first; ; await giveWay()) {
    const piece = read(from);
    for (const each of piece) all.push(each);
    if (piece.length < PIECE) return all;
    from = piece.at(-1)!.observedAt + 1;
  }
}

/** What a query finds of a series, by its number; nothing where nothing of it is held. */
export function createReadSeries(db: Database): (series: SeriesKey, query: (id: number) => ReadingRow[]) => Reading[] {
  const find = createFindSeries(db);
  return (series, query) => {
    const id = find(series);
    return id === undefined ? [] : query(id).map((row) => toReading(series, row));
  };
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

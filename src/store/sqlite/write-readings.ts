import type { Instant } from '../../lib/clock.ts';
import type { NewReading, Reading } from '../../reading/reading.ts';
import { type AppendOutcome, outcomeOf, type SeriesKey } from '../../reading/reading-store.ts';
import type { Database } from './database.ts';
import { createFindSeries } from './find-series.ts';
import { type Json, storedJson } from './stored-json.ts';

/** Who says a reading: an import by its number; 0 is a sensor, or a service that was asked. */
export const SENSOR = 0;

/** Writes one reading; in which transaction is its caller's matter. */
export interface ReadingWriter {
  append(reading: NewReading, saidBy: number): AppendOutcome;
  regrade(reading: NewReading): void;
  /** Under the revision that it has; one that is held already stays as it is. */
  put(reading: Reading): void;
  /** Around each transaction: one that fails may have taken a new series back. */
  orForget<Done>(transaction: () => Done): Done;
}

export function createReadingWriter(db: Database): ReadingWriter {
  const addSeries = db.prepare<[string, string]>(
    'INSERT INTO series (station, quantity) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const findSeries = createFindSeries(db);
  const insert = db.prepare<[number, Instant, number, number, Instant, string, string]>(
    `INSERT INTO reading (series, observed_at, revision, value, received_at, quality, tests)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (series, observed_at, revision) DO NOTHING`,
  );
  const newestRevision = db.prepare<
    [number, Instant],
    { revision: number; value: number; tests: Json<Reading['tests']> }
  >('SELECT revision, value, tests FROM reading WHERE series = ? AND observed_at = ? ORDER BY revision DESC LIMIT 1');
  const claim = db.prepare<[number, Instant, number, number, number]>(
    `INSERT INTO import_row (series, observed_at, value, import, wrote) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (series, observed_at, value, import) DO UPDATE SET wrote = max(wrote, excluded.wrote)`,
  );
  // What an import says is believed of a sensor too once the sensor says it: it outlives the import.
  const confirm = db.prepare<[number, Instant, number]>(
    `INSERT INTO import_row (series, observed_at, value, import, wrote)
     SELECT series, observed_at, value, ${SENSOR}, 0 FROM import_row WHERE series = ? AND observed_at = ? AND value = ? LIMIT 1
     ON CONFLICT (series, observed_at, value, import) DO NOTHING`,
  );

  // Asked for every reading.
  const known = new Map<string, number>();
  const seriesOf = (series: SeriesKey): number => {
    const { station, quantity } = series;
    const key = `${quantity} ${station}`;
    let id = known.get(key) ?? findSeries(series);
    id ??= Number(addSeries.run(station, quantity).lastInsertRowid);
    known.set(key, id);
    return id;
  };
  const write = (
    series: number,
    { observedAt, value, receivedAt, quality, tests }: NewReading,
    revision: number,
  ): boolean => insert.run(series, observedAt, revision, value, receivedAt, quality, written(tests)).changes === 1;

  const appendTo = (series: number, reading: NewReading): AppendOutcome => {
    if (write(series, reading, 0)) return 'new';
    const { revision, value, tests } = newestRevision.get(series, reading.observedAt)!;
    const outcome = outcomeOf({ value, tests: storedJson(tests) }, reading);
    if (outcome !== 'repeat') write(series, reading, revision + 1);
    return outcome;
  };

  return {
    append(reading, saidBy) {
      const series = seriesOf(reading);
      const outcome = appendTo(series, reading);
      const { observedAt, value } = reading;
      if (saidBy === SENSOR) confirm.run(series, observedAt, value);
      else claim.run(series, observedAt, value, saidBy, outcome === 'repeat' ? 0 : 1);
      return outcome;
    },
    regrade(reading) {
      const series = seriesOf(reading);
      write(series, reading, (newestRevision.get(series, reading.observedAt)?.revision ?? -1) + 1);
    },
    put: (reading) => void write(seriesOf(reading), reading, reading.revision),
    orForget(transaction) {
      try {
        return transaction();
      } catch (error) {
        known.clear();
        throw error;
      }
    },
  };
}

/** Most readings pass every test. */
function written(tests: Reading['tests']): string {
  return tests.length === 0 ? '[]' : JSON.stringify(tests);
}

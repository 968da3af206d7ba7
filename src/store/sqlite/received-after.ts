import type { Instant } from '../../lib/clock.ts';
import type { ReceivedAfter } from '../../reading/clock/clock-taken.ts';
import type { Database } from './database.ts';
import { createReadSeries, newest, type ReadingRow } from './readings.ts';

export function createReceivedAfter(db: Database): ReceivedAfter {
  const read = createReadSeries(db);
  const select = db.prepare<[number, Instant, Instant, Instant], ReadingRow>(
    `${newest} WHERE series = ? AND observed_at BETWEEN ? AND ? GROUP BY observed_at HAVING received_at > ? ORDER BY observed_at`,
  );
  const first = db.prepare<[number, Instant, Instant, Instant], ReadingRow>(
    `SELECT revision, observed_at, value, received_at, quality, tests FROM reading
     WHERE series = ? AND observed_at BETWEEN ? AND ? AND revision = 0 AND received_at > ? ORDER BY observed_at`,
  );
  return {
    receivedAfter: (series, after, from, to) => read(series, (id) => select.all(id, from, to, after)),
    firstReceivedAfter: (series, after, from, to) => read(series, (id) => first.all(id, from, to, after)),
  };
}

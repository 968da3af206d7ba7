import type { SeriesKey } from '../../reading/reading-store.ts';
import type { ToReadAgain } from '../../reading/recent-readings.ts';
import type { Database } from './database.ts';

interface Counted extends SeriesKey {
  id: number;
  /** Readings that were written over other connections than this one. */
  byOthers: number;
}

/**
 * Tells of which series another connection has written readings since this was last asked. Cheap enough for every batch: where no other has written
 * anything, no table is read (sqlite.org/pragma.html#pragma_data_version: a commit of this connection does not count).
 *
 * The database counts the readings of each series whoever writes them, and this connection its own, both in the transaction that writes them, so
 * what is rolled back is in neither count. Read a series after asking: a reading that is missing then is told of next time.
 */
export function watchOtherWriters(db: Database): () => ToReadAgain {
  db.exec(`CREATE TEMP TABLE IF NOT EXISTS own (series INTEGER PRIMARY KEY, written INTEGER NOT NULL) STRICT;
    CREATE TEMP TRIGGER IF NOT EXISTS count_own AFTER INSERT ON main.reading
      BEGIN INSERT INTO own VALUES (NEW.series, 1) ON CONFLICT (series) DO UPDATE SET written = written + 1; END`);
  const count = db.prepare<[], Counted>(
    `SELECT id, station, quantity, series.written - coalesce(own.written, 0) AS byOthers
     FROM series LEFT JOIN own ON own.series = series.id`,
  );
  const version = (): unknown => db.pragma('data_version', { simple: true });
  const known = new Map<number, number>();
  const changed = (): ToReadAgain => {
    try {
      const found = count.all().filter(({ id, byOthers }) => (known.get(id) ?? 0) !== byOthers);
      for (const { id, byOthers } of found) known.set(id, byOthers);
      return found;
    } catch {
      // The disk has spoiled what was counted: it may have been any.
      return 'all';
    }
  };
  let seen = version();
  changed();
  return () => {
    const now = version();
    if (now === seen) return [];
    seen = now;
    return changed();
  };
}

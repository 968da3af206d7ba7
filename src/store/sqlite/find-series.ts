import type { SeriesKey } from '../../reading/reading-store.ts';
import type { Database } from './database.ts';

/** The number of a series; `undefined` where nothing of it is held. */
export function createFindSeries(db: Database): (series: SeriesKey) => number | undefined {
  const find = db.prepare<[string, string], number>('SELECT id FROM series WHERE station = ? AND quantity = ?').pluck();
  return ({ station, quantity }) => find.get(station, quantity);
}

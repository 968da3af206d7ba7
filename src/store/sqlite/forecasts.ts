import type { ForecastStore, ForecastSummary } from '../../forecast/forecast-store.ts';
import type { Instant } from '../../lib/clock.ts';
import type { Database } from './database.ts';
import { createForecastPaths } from './forecast-paths.ts';
import { type Json, storedJson, storedOrNull } from './stored-json.ts';

/** Messages of an alert tell what limits the forecast of this round, or of the one before. */
const HELD = 2;

/**
 * Of two forecasts for one gauge issued at one instant the later, which knew more, is kept. The newest are held in memory: an alert asks for them
 * while it is written, and one page of them that the disk has spoiled would let SQLite write nothing more of it.
 */
export function createSqliteForecastStore(db: Database): ForecastStore {
  const insert = db.prepare<[string, Instant, string]>(
    `INSERT INTO forecast (station, issued_at, summary) VALUES (?, ?, ?)
     ON CONFLICT (station, issued_at) DO UPDATE SET summary = excluded.summary`,
  );
  const latest = db
    .prepare<[string, Instant], Json<ForecastSummary>>(
      'SELECT summary FROM forecast WHERE station = ? AND issued_at <= ? ORDER BY issued_at DESC LIMIT 1',
    )
    .pluck();
  const between = db
    .prepare<[string, Instant, Instant], Json<ForecastSummary>>(
      'SELECT summary FROM forecast WHERE station = ? AND issued_at BETWEEN ? AND ? ORDER BY issued_at',
    )
    .pluck();
  const paths = createForecastPaths(db);
  const held = new Map<string, readonly { issuedAt: Instant; summary: Json<ForecastSummary> }[]>();
  return {
    keepPaths: paths.keep,
    paths: paths.latest,
    append: (forecast) => {
      const { station, issuedAt } = forecast;
      const summary = JSON.stringify(forecast);
      const earlier = held.get(station)?.filter((each) => each.issuedAt !== issuedAt) ?? [];
      const isNewest = earlier.every((each) => each.issuedAt < issuedAt);
      held.set(station, isNewest ? [...earlier, { issuedAt, summary }].slice(-HELD) : []);
      insert.run(station, issuedAt, summary);
    },
    latest: (station, by) => {
      const newest = held.get(station)?.findLast(({ issuedAt }) => issuedAt <= by);
      return storedOrNull(newest?.summary ?? latest.get(station, by));
    },
    between: (station, from, to) => between.all(station, from, to).map((summary) => storedJson(summary)),
  };
}

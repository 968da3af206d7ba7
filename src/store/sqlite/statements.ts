import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import type { Decision } from '../../policy/decide.ts';
import type { StatementStore } from '../../verification/judge-gauge.ts';
import type { Database } from './database.ts';
import { type Json, storedJson } from './stored-json.ts';

/** One decision an hour, found by stepping along the index: the eleven between are not read. */
export function createSqliteStatementStore(db: Database): StatementStore {
  const next = db.prepare<[string, string, Instant], { at: Instant; decision: Json<Decision> }>(
    `SELECT issued_at AS at, decision FROM decision WHERE commune = ? AND station = ? AND issued_at >= ?
     ORDER BY issued_at, number LIMIT 1`,
  );
  return {
    hourly(commune, station, from, to) {
      const found: Decision[] = [];
      for (let row = next.get(commune, station, from); row && row.at <= to; ) {
        found.push(storedJson(row.decision));
        row = next.get(commune, station, (Math.floor(row.at / HOUR_MS) + 1) * HOUR_MS);
      }
      return found;
    },
    firstAt: (commune, station) => next.get(commune, station, 0)?.at ?? null,
  };
}

import type { Instant } from '../../lib/clock.ts';
import type { Decision } from '../../policy/decide.ts';
import type { DecisionStore } from '../../policy/decision-store.ts';
import type { Database } from './database.ts';
import { type Json, storedJson } from './stored-json.ts';

/** The newest of each gauge is held in memory: where the disk has spoiled what is kept, messages and pages tell it all the same. */
export function createSqliteDecisionStore(db: Database): DecisionStore {
  const insert = db.prepare<[string, string, Instant, string]>(
    'INSERT INTO decision (commune, station, issued_at, decision) VALUES (?, ?, ?, ?)',
  );
  const between = db
    .prepare<[string, string, Instant, Instant], Json<Decision>>(
      `SELECT decision FROM decision WHERE commune = ? AND station = ? AND issued_at BETWEEN ? AND ?
       ORDER BY issued_at, number`,
    )
    .pluck();
  const last = db
    .prepare<[string, string, Instant, Instant], Json<Decision>>(
      `SELECT decision FROM decision WHERE commune = ? AND station = ? AND issued_at BETWEEN ? AND ?
       ORDER BY issued_at DESC, number DESC LIMIT 1`,
    )
    .pluck();
  const held = new Map<string, { issuedAt: Instant; decision: Json<Decision> }>();
  return {
    append(judged) {
      const { commune, station, issuedAt } = judged.assessment;
      const decision = JSON.stringify(judged);
      const gauge = `${commune}/${station}`;
      if (issuedAt >= (held.get(gauge)?.issuedAt ?? issuedAt)) held.set(gauge, { issuedAt, decision });
      insert.run(commune, station, issuedAt, decision);
    },
    between: (commune, station, from, to) =>
      between.all(commune, station, from, to).map((decision) => storedJson(decision)),
    last(commune, station, from, to) {
      const newest = held.get(`${commune}/${station}`);
      if (newest && newest.issuedAt <= to) return newest.issuedAt < from ? undefined : storedJson(newest.decision);
      const decision = last.get(commune, station, from, to);
      return decision === undefined ? undefined : storedJson(decision);
    },
  };
}

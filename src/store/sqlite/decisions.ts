import type { Instant } from '../../lib/clock.ts';
import type { Decision } from '../../policy/decide.ts';
import type { DecisionStore } from '../../policy/decision-store.ts';
import type { Database } from './database.ts';
import { type Damaged, notGoingOn } from './readable-events.ts';
import { type Json, storedJson, storedOrNull } from './stored-json.ts';

/** The newest of each gauge is held in memory: where the disk has spoiled what is kept, messages and pages tell it all the same. */
export function createSqliteDecisionStore(db: Database, damaged: Damaged = notGoingOn): DecisionStore {
  const insert = db.prepare<[string, string, Instant, string]>(
    'INSERT INTO decision (commune, station, issued_at, decision) VALUES (?, ?, ?, ?)',
  );
  const between = db
    .prepare<[string, string, Instant, Instant], Json<Decision>>(
      `SELECT decision FROM decision WHERE commune = ? AND station = ? AND issued_at BETWEEN ? AND ?
       ORDER BY issued_at, number`,
    )
    .pluck();
  // By the index alone, which knows where each is: of a table of millions only what was asked for is looked at.
  const numbers = db
    .prepare<[string, string, Instant, Instant], number>(
      `SELECT number FROM decision WHERE commune = ? AND station = ? AND issued_at BETWEEN ? AND ? ORDER BY issued_at, number`,
    )
    .pluck();
  const one = db.prepare<[number], Json<Decision>>('SELECT decision FROM decision WHERE number = ?').pluck();
  const last = db
    .prepare<[string, string, Instant, Instant], Json<Decision>>(
      `SELECT decision FROM decision WHERE commune = ? AND station = ? AND issued_at BETWEEN ? AND ?
       ORDER BY issued_at DESC, number DESC LIMIT 1`,
    )
    .pluck();
  const all: DecisionStore['between'] = (...asked) => between.all(...asked).map((decision) => storedJson(decision));
  function* each(...asked: Parameters<DecisionStore['between']>): Generator<Decision> {
    for (const number of readOr(() => numbers.all(...asked)) ?? []) {
      const decision = readOr(() => storedOrNull(one.get(number)));
      if (decision) yield decision;
    }
  }
  const held = new Map<string, { issuedAt: Instant; decision: Json<Decision> }>();
  return {
    append(judged) {
      const { commune, station, issuedAt } = judged.assessment;
      const decision = JSON.stringify(judged);
      const gauge = `${commune}/${station}`;
      if (issuedAt >= (held.get(gauge)?.issuedAt ?? issuedAt)) held.set(gauge, { issuedAt, decision });
      insert.run(commune, station, issuedAt, decision);
    },
    between: all,
    readable(...asked) {
      try {
        return { decisions: all(...asked), isWhole: true };
      } catch (error) {
        damaged(asked[0], error);
        return { decisions: [...each(...asked)], isWhole: false };
      }
    },
    last(commune, station, from, to) {
      const newest = held.get(`${commune}/${station}`);
      if (newest && newest.issuedAt <= to) return newest.issuedAt < from ? undefined : storedJson(newest.decision);
      const decision = last.get(commune, station, from, to);
      return decision === undefined ? undefined : storedJson(decision);
    },
  };
}

/** `null` where the disk does not give it back: whoever asks has been told of it. */
function readOr<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

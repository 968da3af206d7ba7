import type { Instant } from '../../lib/clock.ts';
import type { Policy, Rule } from '../../policy/policy.ts';
import type { PolicyStore } from '../../policy/policy-store.ts';
import type { PredictedEffect } from '../../policy/predicted-effect.ts';
import { ruleBounds } from '../../policy/rule-bounds.ts';
import type { RecordEntry } from '../../record/record.ts';
import type { Database } from './database.ts';
import { createSqliteRecordBook } from './record.ts';
import { type Json, storedJson, storedOrNull } from './stored-json.ts';

type Row = Omit<Policy, 'rules'> & { rules: Json<Rule[]> };
const columns = 'version, author, reason, created_at AS createdAt, rules';
const ANY = Number.MAX_SAFE_INTEGER;

export function createSqlitePolicyStore(db: Database): PolicyStore {
  const record = createSqliteRecordBook(db);
  const insert = db
    .prepare<[Omit<Row, 'version' | 'rules'> & { rules: string }], number>(
      `INSERT INTO policy (version, author, reason, created_at, rules)
       VALUES ((SELECT coalesce(max(version), 0) + 1 FROM policy), @author, @reason, @createdAt, @rules) RETURNING version`,
    )
    .pluck();
  const newest = db.prepare<[number, number], Row>(
    `SELECT ${columns} FROM policy WHERE version < ? ORDER BY version DESC LIMIT ?`,
  );
  const newestVersion = db.prepare<[], number>('SELECT version FROM policy ORDER BY version DESC LIMIT 1').pluck();
  const at = db.prepare<[number], Row>(`SELECT ${columns} FROM policy WHERE version = ?`);
  const thereAt = db.prepare<[Instant], Row>(
    `SELECT ${columns} FROM policy WHERE created_at <= ? ORDER BY version DESC LIMIT 1`,
  );

  const insertEffect = db.prepare<[number, string]>('INSERT INTO policy_effect (version, effect) VALUES (?, ?)');
  const effectOf = db
    .prepare<[number], Json<PredictedEffect>>('SELECT effect FROM policy_effect WHERE version = ?')
    .pluck();

  const append = db.transaction(
    (next: Omit<Policy, 'version'>, entry: RecordEntry, predicted?: PredictedEffect): Policy => {
      const version = insert.get({ ...next, rules: JSON.stringify(next.rules) })!;
      record.append(entry);
      if (predicted) insertEffect.run(version, JSON.stringify(predicted));
      return { version, ...next };
    },
  );
  // A version never changes, and to read that of an agency (hundreds of rules) takes milliseconds.
  let read: Policy | null = null;
  const inForce = (): Policy | null => {
    const version = newestVersion.get() ?? null;
    if (version !== (read?.version ?? null)) read = toPolicy(newest.get(ANY, 1));
    return read;
  };
  return {
    current: inForce,
    at: (version) => toPolicy(at.get(version)),
    inForceAt: (moment) => toPolicy(thereAt.get(moment)),
    history: (limit, before = ANY) => newest.all(before, limit).map((row) => toPolicy(row)!),
    append: (next, entry, predicted) => append.immediate(next, entry, predicted),
    predictedEffect: (version) => storedOrNull(effectOf.get(version)),
  };
}

/** Earlier versions took longer lead times than the forecast reaches, and judged the chance within as far as that: so they are told. */
function toPolicy(row: Row | undefined): Policy | null {
  if (!row) return null;
  const furthestH = ruleBounds.leadTimeH.high;
  const rules = storedJson(row.rules).map((rule) => ({ ...rule, leadTimeH: Math.min(rule.leadTimeH, furthestH) }));
  return { ...row, rules };
}

import type { Database } from './database.ts';

/**
 * Each value that the first columns of a table's key have, in order, found by stepping along the key: what is between is not read. None is
 * lost where rows are written or removed between two steps.
 * @example [...stepAlong(db, 'decision', ['commune', 'station'])()] // [{ commune: 'coursan', station: 'trebes' }, …]
 */
export function stepAlong<Column extends string>(
  db: Database,
  table: string,
  columns: readonly Column[],
): () => Generator<Record<Column, string>> {
  const key = columns.join(', ');
  const next = db.prepare<string[], Record<Column, string>>(
    `SELECT ${key} FROM ${table} WHERE (${key}) > (${columns.map(() => '?').join(', ')}) ORDER BY ${key} LIMIT 1`,
  );
  return function* () {
    let at = next.get(...columns.map(() => ''));
    for (; at; at = next.get(...Object.values<string>(at))) yield at;
  };
}

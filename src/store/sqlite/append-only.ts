/**
 * Triggers that refuse to edit or remove a row. `recursive_triggers` (set in `database.ts`) is part of it: without it an
 * INSERT OR REPLACE removes a row unseen (sqlite.org/lang_conflict.html).
 */
export function appendOnly(table: string): string[] {
  return ['UPDATE', 'DELETE'].map(
    (verb) => `CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} is append only: rows cannot be changed or removed'); END`,
  );
}

import { createHash } from 'node:crypto';
import { err, ok, type Result } from '../../lib/result.ts';
import { giveWay } from '../give-way.ts';
import type { Database } from './database.ts';

/** What can only be added to, each table by its key first. Columns that come later are not sealed: seals of before must stay good. */
const sealed = [
  { table: 'record', columns: ['id', 'at', 'person', 'action', 'commune', 'detail'] },
  { table: 'alert_event', columns: ['number', 'id', 'commune', 'alert', 'at', 'event'] },
  { table: 'policy', columns: ['version', 'author', 'reason', 'created_at', 'rules'] },
  { table: 'policy_effect', columns: ['version', 'effect'] },
  {
    table: 'log_entry',
    columns: ['id', 'commune', 'alert', 'at', 'received_at', 'person', 'kind', 'text', 'follows'],
  },
  {
    table: 'truth_answer',
    columns: [
      'id',
      'event',
      'commune',
      'from_at',
      'to_at',
      'flooded',
      'reached',
      'passed_at',
      'place',
      'note',
      'person',
      'at',
    ],
  },
  { table: 'exercise_event', columns: ['number', 'id', 'commune', 'event'] },
] as const;

const PAGE = 500;
/** The database counts from 1; whoever writes the file need not. */
const BEFORE_ALL = Number.NEGATIVE_INFINITY;

/** `null` where nothing has changed; else the first table that holds fewer entries than were sealed, if one does. */
type Finding = null | { shorter: string | null };

/**
 * One line that stands for all that was on record at a moment: the last entry of each table and a SHA-256 over all entries up to
 * there. Kept elsewhere, it proves later that none of them was changed, removed or put in between; triggers only keep out mistakes,
 * not somebody who may write the file.
 * @example await sealRecord(db) // '1234.87.3.0.12.0.5.' and 64 hexadecimal digits
 */
export async function sealRecord(db: Database): Promise<string> {
  const lasts = sealed.map((each) => lastOf(db, each));
  return `${lasts.join('.')}.${await digestOf(db, lasts)}`;
}

/** Is what a seal stands for as it was? Entries that came since do not matter. */
export async function checkSeal(db: Database, seal: string): Promise<Result<Finding, 'not-a-seal'>> {
  const parts = seal.trim().split('.');
  const digest = parts.pop() ?? '';
  const lasts = parts.map(Number);
  if (lasts.length !== sealed.length || !parts.every((each) => /^\d{1,15}$/.test(each))) return err('not-a-seal');
  if (!/^[0-9a-f]{64}$/.test(digest)) return err('not-a-seal');
  if ((await digestOf(db, lasts)) === digest) return ok(null);
  return ok({ shorter: sealed.find((each, index) => lastOf(db, each) < lasts[index]!)?.table ?? null });
}

function lastOf(db: Database, { table, columns: [key] }: (typeof sealed)[number]): number {
  return db.prepare<[], number>(`SELECT coalesce(max(${key}), 0) FROM ${table}`).pluck().get()!;
}

async function digestOf(db: Database, lasts: readonly number[]): Promise<string> {
  const hash = createHash('sha256');
  for (const [index, { table, columns }] of sealed.entries()) {
    const [key] = columns;
    hash.update(`${table}\n`);
    const page = db
      .prepare<[number, number], unknown[]>(
        `SELECT ${columns.join(', ')} FROM ${table} WHERE ${key} > ? AND ${key} <= ? ORDER BY ${key} LIMIT ${PAGE}`,
      )
      .raw();
    for (let after = BEFORE_ALL; ; await giveWay()) {
      const rows = page.all(after, lasts[index]!);
      for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
      if (rows.length < PAGE) break;
      after = Number(rows.at(-1)![0]);
    }
  }
  return hash.digest('hex');
}

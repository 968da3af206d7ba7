import { existsSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import type { Rule } from '../../policy/policy.ts';
import { type Json, storedJson } from './stored-json.ts';

/** What the database knows of the town that its files may have forgotten. */
export interface Peeked {
  accounts: readonly string[];
  /** Residents who confirmed, by commune. */
  subscribers: readonly { commune: string; count: number }[];
  /** Where an alert is in force, and the gauges at which it stands. */
  alerts: readonly { commune: string; stations: readonly string[] }[];
  /** Those of the policy in force. */
  rules: readonly Rule[];
}

const nothing: Peeked = { accounts: [], subscribers: [], alerts: [], rules: [] };

/** Looks without making or changing the database: nothing before it is made; `null` where it cannot be read. */
export function peekDatabase(file: string): Peeked | null {
  if (!existsSync(file)) return nothing;
  try {
    // Not read-only: so it would leave files beside it.
    const db = new BetterSqlite3(file, { fileMustExist: true });
    try {
      const standing = db.prepare<[], { commune: string; station: string }>(
        `SELECT commune, gauge.key AS station FROM commune_state, json_each(state, '$.gauges') AS gauge
         WHERE json_extract(state, '$.alert') IS NOT NULL AND json_extract(gauge.value, '$.level') <> 'normal'
         ORDER BY commune, station`,
      );
      const rules = db
        .prepare<[], Json<Rule[]>>('SELECT rules FROM policy ORDER BY version DESC LIMIT 1')
        .pluck()
        .get();
      return {
        accounts: db.prepare<[], string>('SELECT id FROM account').pluck().all(),
        subscribers: db
          .prepare<[], Peeked['subscribers'][number]>(
            'SELECT commune, count(*) AS count FROM subscription WHERE confirmed_at IS NOT NULL GROUP BY commune',
          )
          .all(),
        alerts: [...Map.groupBy(standing.all(), ({ commune }) => commune)].map(([commune, gauges]) => ({
          commune,
          stations: gauges.map(({ station }) => station),
        })),
        rules: rules === undefined ? [] : storedJson(rules),
      };
    } finally {
      db.close();
    }
  } catch {
    return null; // Not this user's to read, damaged, or of another version: `start` says so.
  }
}

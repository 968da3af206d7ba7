import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Sent } from './sensors.ts';

export interface Verdict {
  acknowledged: number;
  /** Rows of the readings sent, first revisions only. */
  stored: number;
  /** Indices of acknowledged readings that are not there, or with another value. */
  lost: number[];
  /** Rows beyond one a reading: a repeat that was taken for a revision. */
  doubled: number;
  rejected: number;
  integrity: string;
}

/** Compares what sensors saw acknowledged with what is in the database. */
export function judge(
  dataFolder: string,
  readings: readonly Sent[],
  acknowledged: ReadonlyMap<number, number>,
): Verdict {
  const db = new BetterSqlite3(join(dataFolder, 'amont.db'), { readonly: true });
  try {
    const rows = db
      .prepare<[], { station: string; observed_at: number; value: number; revision: number }>(
        'SELECT station, observed_at, value, revision FROM reading JOIN series ON series.id = reading.series',
      )
      .all();
    const first = new Map(
      rows.filter((row) => row.revision === 0).map((row) => [`${row.station} ${row.observed_at}`, row.value]),
    );
    const isLost = (index: number): boolean => {
      const { station, observedAt, stageM } = readings[index]!;
      return first.get(`${station} ${observedAt}`) !== stageM;
    };
    return {
      acknowledged: acknowledged.size,
      stored: first.size,
      lost: [...acknowledged.keys()].filter(isLost),
      doubled: rows.length - first.size,
      rejected: db.prepare<[], number>('SELECT count(*) FROM rejection').pluck().get() ?? 0,
      integrity: String(db.pragma('integrity_check', { simple: true })),
    };
  } finally {
    db.close();
  }
}

export function countStored(dataFolder: string): number {
  const db = new BetterSqlite3(join(dataFolder, 'amont.db'), { readonly: true });
  try {
    return db.prepare<[], number>('SELECT count(*) FROM reading WHERE revision = 0').pluck().get() ?? 0;
  } finally {
    db.close();
  }
}

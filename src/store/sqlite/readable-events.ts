import type { AlertEvent } from '../../alert/alert.ts';
import type { Database } from './database.ts';
import { type Json, storedJson } from './stored-json.ts';

/** Is told that the disk has spoiled events of a commune: those that can be read are given without them. */
export type Damaged = (commune: string, error: unknown) => void;

export function notGoingOn(_commune: string, error: unknown): never {
  throw error;
}

/**
 * Events of a commune that the disk has not spoiled, oldest first. Without the index, which may be what is spoiled, and from both ends: at
 * a spoiled page SQLite reads no further.
 */
export function readableEvents(db: Database, table: 'alert_event' | 'exercise_event', commune: string): AlertEvent[] {
  const found = new Map<number, AlertEvent>();
  for (const order of ['DESC', 'ASC']) {
    const rows = db.prepare<[string], { number: number; event: Json<AlertEvent> }>(
      `SELECT number, event FROM ${table} NOT INDEXED WHERE commune = ? AND json_valid(event) ORDER BY number ${order}`,
    );
    for (const { number, event } of untilItFails(rows.iterate(commune))) found.set(number, storedJson(event));
  }
  return [...found].toSorted(([a], [b]) => a - b).map(([, event]) => event);
}

function* untilItFails<T>(rows: Iterable<T>): Generator<T> {
  try {
    yield* rows;
  } catch {
    // Whoever asks has been told of it.
  }
}

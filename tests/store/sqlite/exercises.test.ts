import { describe, expect, it, vi } from 'vitest';
import { endExercise, startExercise } from '../../../src/alert/exercise.ts';
import { DAY_MS } from '../../../src/lib/units.ts';
import type { Database } from '../../../src/store/sqlite/database.ts';
import { createSqliteExerciseStore } from '../../../src/store/sqlite/exercises.ts';

import { memoryStores } from '../../support/memory-database.ts';

const T0 = Date.parse('2026-10-01T08:00:00Z');
const plan = { steps: [{ level: 'act', afterMin: 0 }], lastsMin: 60, reason: 'autumn exercise' } as const;

/** One in each of the two communes a day; gives the ids, oldest first. */
function holdEach(db: Database, days: number) {
  const store = createSqliteExerciseStore(db);
  const hold = (commune: string, at: number) => {
    const begun = startExercise(commune, plan, { person: 'anne', residents: false }, at, store.newest(commune));
    store.commit({ ...begun, outbox: [], record: [] });
    store.commit({ ...endExercise(begun.exercise, 'person', at), outbox: [], record: [] });
    return begun.exercise.id;
  };
  return Array.from({ length: days }, (_, day) => ({
    coursan: hold('coursan', T0 + day * DAY_MS),
    trebes: hold('trebes', T0 + day * DAY_MS),
  }));
}

describe('the exercises that a commune held', () => {
  it('are given by their first events, newest first, so many as are asked for and before a moment', () => {
    const { db } = memoryStores();
    const ids = holdEach(db, 3).map(({ coursan }) => coursan);
    const store = createSqliteExerciseStore(db);
    const held = (asked: { limit: number; before?: number }) =>
      store.held('coursan', asked).map(({ alert, id }) => [alert, id === `${alert}:1`]);
    expect(held({ limit: 9 })).toEqual(ids.toReversed().map((id) => [id, true]));
    expect(held({ limit: 1 })).toEqual([[ids[2], true]]);
    expect(held({ limit: 9, before: T0 + DAY_MS })).toEqual([[ids[0], true]]);
    expect(store.held('elsewhere', { limit: 9 })).toEqual([]);
  });

  it('give all events of one, and none of another that began within the same second, or of another commune', () => {
    const { db } = memoryStores();
    const [first, second] = [holdEach(db, 1), holdEach(db, 1)].map(([each]) => each!);
    expect(second!.coursan).toBe(`${first!.coursan}-2`);
    const store = createSqliteExerciseStore(db);
    const kinds = (id: string) => store.eventsOf({ commune: 'coursan', id }).map(({ kind, alert }) => [kind, alert]);
    for (const { coursan } of [first!, second!])
      expect(kinds(coursan)).toEqual([
        ['raised', coursan],
        ['closed', coursan],
      ]);
    expect(kinds(first!.trebes)).toEqual([]);
    expect(kinds('')).toEqual([]);
  });

  it('are those that can be read where the disk has spoiled one', () => {
    const { db } = memoryStores();
    const [spoiled, whole] = holdEach(db, 2).map(({ coursan }) => coursan);
    db.exec('DROP TRIGGER exercise_event_no_update');
    db.prepare("UPDATE exercise_event SET event = '{' || event WHERE id = ?").run(`${spoiled}:1`);
    const notShown = vi.fn<(commune: string, error: unknown) => void>();
    const store = createSqliteExerciseStore(db, undefined, notShown);
    expect(store.held('coursan', { limit: 9 }).map(({ alert }) => alert)).toEqual([whole, spoiled]);
    expect(store.eventsOf({ commune: 'coursan', id: spoiled! }).map(({ kind }) => kind)).toEqual(['closed']);
    expect(notShown).toHaveBeenCalled();
  });
});

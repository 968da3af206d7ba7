import type { AlertEvent } from '../../alert/alert.ts';
import type { Exercise } from '../../alert/exercise.ts';
import type { Instant } from '../../lib/clock.ts';
import type { RecordEntry } from '../../record/record.ts';
import type { OutboxRow } from '../outbox.ts';

/** All that one move of an exercise leaves behind. */
export interface ExerciseCommit {
  exercise: Exercise;
  events: readonly AlertEvent[];
  outbox: readonly OutboxRow[];
  record: readonly RecordEntry[];
}

/** PORT. Apart from the journal: nothing that reads alerts, truth or scores ever meets an exercise. */
export interface ExerciseStore {
  /** The newest of the commune, over or not. */
  newest(commune: string): Exercise | null;
  /** One transaction: either all of it is written or nothing. */
  commit(commit: ExerciseCommit): void;
  /**
   * How many messages of exercises to those who decide were tried and put off, of each way since the last that it took: a number that takes no text
   * messages is put off for ever. A full mailbox, which only its owner empties, apart.
   */
  putOff(): number;
  /** By its id; `null` where none was played. */
  event(id: string): AlertEvent | null;
  /** The last ones, oldest first. */
  events(commune: string, limit: number): AlertEvent[];
  /** All of one exercise, oldest first; none where the commune held no such. */
  eventsOf(exercise: Pick<Exercise, 'commune' | 'id'>): AlertEvent[];
  /** Of each exercise that told somebody something the first event, newest first; `before`: those that began earlier. */
  held(commune: string, asked: { limit: number; before?: Instant | undefined }): AlertEvent[];
}

import type { AlertEvent, CommuneState } from '../../alert/alert.ts';
import {
  type Exercise,
  type ExerciseMove,
  type ExercisePlan,
  endExercise,
  isPlayable,
  playExercise,
  startExercise,
} from '../../alert/exercise.ts';
import type { Clock, Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { RecordEntry } from '../../record/record.ts';
import type { Journal } from '../journal.ts';
import type { OutboxRow } from '../outbox.ts';
import type { Issuer } from '../words/letterhead.ts';
import type { ExerciseStore } from './exercise-store.ts';

export type ExerciseRefusal =
  /** Something real is going on. */
  'alert-in-force' | 'already-running' | 'not-playable';

export interface Exercises {
  running(commune: string): Exercise | null;
  events(commune: string, limit: number): AlertEvent[];
  start(
    commune: string,
    plan: ExercisePlan,
    by: { person: string; residents: boolean },
  ): Result<Exercise, ExerciseRefusal>;
  /** From the next event on residents are told too. False where none runs, as amid a real alert, or they are told already. */
  widen(commune: string, person: string): boolean;
  /** False where none runs. */
  end(commune: string, person: string): boolean;
  /** Plays what is due; an alert ends it at once. Gives what happened, written already. */
  advance(commune: string, alertStands: boolean, now: Instant): readonly AlertEvent[];
}

export interface ExerciseParts {
  /** Whether what is no exercise is real. */
  kind: Issuer['kind'];
  clock: Clock;
  store: ExerciseStore;
  journal: Pick<Journal, 'state'>;
  messagesOf(events: readonly AlertEvent[], state: Pick<CommuneState, 'commune' | 'alert'>): readonly OutboxRow[];
  /** Called after the commit of what a person did. */
  observe(event: AlertEvent): void;
}

/** Exercises of communes: their events and messages go the same way as real ones, and touch nothing real. */
export function createExercises({ kind, clock, store, journal, messagesOf, observe }: ExerciseParts): Exercises {
  const running = (commune: string) => {
    const newest = store.newest(commune);
    return newest && !newest.ended ? newest : null;
  };
  function commit({ exercise, events }: ExerciseMove, record: readonly RecordEntry[]): void {
    const outbox = messagesOf(events, { commune: exercise.commune, alert: null });
    store.commit({ exercise, events, outbox, record });
  }
  const entryOf = (exercise: Exercise, verb: string, actor: RecordEntry['actor'], detail: object): RecordEntry => {
    const { id, commune } = exercise;
    return { at: clock.now(), actor, action: `exercise.${verb}`, commune, detail: { exercise: id, ...detail } };
  };

  return {
    running,
    events: store.events,
    start(commune, plan, by) {
      if (journal.state(commune)?.alert) return err('alert-in-force');
      if (running(commune)) return err('already-running');
      if (!isPlayable(plan)) return err('not-playable');
      const move = startExercise(commune, plan, by, clock.now(), store.newest(commune));
      commit(move, [entryOf(move.exercise, 'started', { person: by.person }, { ...plan, residents: by.residents })]);
      move.events.forEach(observe);
      return ok(move.exercise);
    },
    widen(commune, person) {
      const now = running(commune);
      if (!now || now.residentsBy !== null || journal.state(commune)?.alert) return false;
      const exercise = { ...now, residentsBy: person };
      commit({ exercise, events: [] }, [entryOf(exercise, 'widened', { person }, {})]);
      return true;
    },
    end(commune, person) {
      const now = running(commune);
      if (!now) return false;
      const move = endExercise(now, 'person', clock.now(), person);
      commit(move, [entryOf(now, 'ended', { person }, { why: 'person' })]);
      move.events.forEach(observe);
      return true;
    },
    advance(commune, alertStands, now) {
      const exercise = running(commune);
      if (!exercise) return [];
      const why = kind === 'operational' ? 'real-alert' : 'simulated-alert';
      const move = alertStands ? endExercise(exercise, why, now) : playExercise(exercise, now);
      if (move.exercise === exercise) return [];
      const { ended } = move.exercise;
      commit(move, ended ? [entryOf(exercise, 'ended', { service: true }, { why: ended.why })] : []);
      return move.events;
    },
  };
}

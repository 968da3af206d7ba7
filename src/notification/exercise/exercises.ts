import type { Alert, AlertEvent, CommuneState } from '../../alert/alert.ts';
import {
  type Exercise,
  type ExerciseMove,
  type ExercisePlan,
  endExercise,
  endForAlert,
  isPlayable,
  playExercise,
  type StartedBy,
  startExercise,
} from '../../alert/exercise.ts';
import { type Clock, type Instant, isLately } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import type { RecordEntry } from '../../record/record.ts';
import type { Journal } from '../journal.ts';
import type { OutboxRow } from '../outbox.ts';
import { COMMUNES_APART_MS } from '../tried/test-in-turn.ts';
import type { Issuer } from '../words/letterhead.ts';
import type { ExerciseStore } from './exercise-store.ts';

/** Of many communes so many are told a minute: a gateway takes hundreds of messages at once and then sends them for an hour, a real one behind them. */
export const TURNS_A_MINUTE = MINUTE_MS / COMMUNES_APART_MS;

/** More would all go out at once, some day. */
const MOST_PUT_OFF = 20;

export type ExerciseRefusal =
  /** Something real is going on. */
  'alert-in-force' | 'already-running' | 'not-playable';

/** `untried`: somebody who decides has yet to be told something; `put-off`: messages of exercises wait that no server takes. */
export type HeldUp = 'untried' | 'put-off';

/** A real alert, as it stands. */
type Standing = Pick<Alert, 'level' | 'telling'>;

export interface Exercises {
  running(commune: string): Exercise | null;
  /** The one that runs, or was held last. */
  newest: ExerciseStore['newest'];
  events: ExerciseStore['events'];
  eventsOf: ExerciseStore['eventsOf'];
  held: ExerciseStore['held'];
  /** One `inTurn` tells nobody before it has its turn; so does each that is begun where as many as have one a minute were told at once within it. */
  start(commune: string, plan: ExercisePlan, by: StartedBy): Result<Exercise, ExerciseRefusal>;
  /** From the next event on residents are told too. False where none runs, as amid a real alert, or they are told already. */
  widen(commune: string, person: string): boolean;
  /** False where none runs, or somebody has ended it. Those who were told of one `inTurn` are told in its turn, as where several are ended within a minute. */
  end(commune: string, person: string): boolean;
  /**
   * Plays what is due; an alert ends it at once. One `inTurn` tells what is due when it has its turn, and of what it is late with the newest
   * alone. Gives what happened, written already.
   */
  advance(commune: string, alert: Standing | null, now: Instant, hasTurn?: boolean): readonly AlertEvent[];
  /** Why none of these communes has a turn although one has something to tell; `null` where nothing holds them up. */
  heldUp(communes: readonly string[], now: Instant): HeldUp | null;
  /** Asked each minute: the communes, of those that have something to tell, whose turn it is. First those of whoever runs no more than have one a minute, of those the one told least, then the one begun first. */
  nextInTurn(communes: readonly string[], now: Instant): string[];
}

export interface ExerciseParts {
  /** Whether what is no exercise is real. */
  kind: Issuer['kind'];
  clock: Clock;
  store: ExerciseStore;
  journal: Pick<Journal, 'state' | 'oldestUntried'>;
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

  const dueOf = (communes: readonly string[], now: Instant) => {
    const all = communes.flatMap((commune) => running(commune) ?? []);
    const ofPerson = Map.groupBy(all, ({ person }) => person);
    // A mayor's own does not wait behind the forty of somebody else. Nor do forty-one behind forty: they might hear nothing before all is over.
    const isOneOfMany = ({ person }: Exercise) => Number((ofPerson.get(person)?.length ?? 0) > TURNS_A_MINUTE);
    return all
      .filter((each) => each.inTurn && playExercise(each, now).events.length > 0)
      .toSorted((a, b) => isOneOfMany(a) - isOneOfMany(b) || a.events - b.events || a.startedAt - b.startedAt);
  };
  // While somebody who decides has yet to be told, or a server takes none, nothing more is played: what is real waits behind few of these at most.
  const heldBy = (): HeldUp | null => {
    if (store.putOff() >= MOST_PUT_OFF) return 'put-off';
    return journal.oldestUntried([]).contacts === undefined ? null : 'untried';
  };

  /** When each commune was told at once last: a script that begins or ends one after the other would put them all before what is real. */
  const toldAtOnce = new Map<string, Instant>();
  /** Whether it may be told now; then it is. */
  const takesPace = (commune: string, now: Instant): boolean => {
    const others = [...toldAtOnce].filter(([each, at]) => each !== commune && isLately(at, MINUTE_MS, now));
    const isAtOnce = others.length < TURNS_A_MINUTE;
    if (isAtOnce) toldAtOnce.set(commune, now);
    return isAtOnce;
  };

  return {
    running,
    newest: store.newest,
    events: store.events,
    eventsOf: store.eventsOf,
    held: store.held,
    start(commune, plan, by) {
      if (journal.state(commune)?.alert) return err('alert-in-force');
      if (running(commune)) return err('already-running');
      if (!isPlayable(plan)) return err('not-playable');
      const now = clock.now();
      const isAtOnce = by.inTurn === undefined && takesPace(commune, now);
      const asked = isAtOnce ? by : { ...by, inTurn: true as const };
      const move = startExercise(commune, plan, asked, now, store.newest(commune));
      commit(move, [entryOf(move.exercise, 'started', { person: by.person }, { ...plan, residents: by.residents })]);
      move.events.forEach(observe);
      return ok(move.exercise);
    },
    widen(commune, person) {
      const now = running(commune);
      if (!now || now.residentsBy !== null || now.endedBy !== undefined || journal.state(commune)?.alert) return false;
      const exercise = { ...now, residentsBy: person, widenedAfter: now.events };
      commit({ exercise, events: [] }, [entryOf(exercise, 'widened', { person }, {})]);
      return true;
    },
    end(commune, person) {
      const now = running(commune);
      if (!now || now.endedBy !== undefined) return false;
      const waits = now.events > 0 && (now.inTurn || !takesPace(commune, clock.now()));
      const ended = { ...now, endedBy: person };
      const move = waits
        ? { exercise: { ...ended, inTurn: true as const }, events: [] }
        : endExercise(ended, 'person', clock.now(), person);
      commit(move, [entryOf(now, 'ended', { person }, { why: 'person' })]);
      move.events.forEach(observe);
      return true;
    },
    advance(commune, alert, now, hasTurn = false) {
      const exercise = running(commune);
      if (!exercise) return [];
      const why = kind === 'operational' ? 'real-alert' : 'simulated-alert';
      const move = alert ? endForAlert(exercise, why, alert, now) : playExercise(exercise, now);
      const waits = exercise.inTurn && alert === null && !hasTurn && move.events.length > 0;
      if (move.exercise === exercise || waits) return [];
      const { ended } = move.exercise;
      // What a person has ended is on record since they did.
      const isNew = ended !== null && exercise.endedBy === undefined;
      commit(move, isNew ? [entryOf(exercise, 'ended', { service: true }, { why: ended.why })] : []);
      return move.events;
    },
    heldUp: (communes, now) => (dueOf(communes, now).length > 0 ? heldBy() : null),
    nextInTurn(communes, now) {
      const due = dueOf(communes, now);
      return due.length === 0 || heldBy() !== null ? [] : due.slice(0, TURNS_A_MINUTE).map(({ commune }) => commune);
    },
  };
}

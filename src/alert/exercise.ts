import { type Instant, isAhead } from '../lib/clock.ts';
import { iso, MINUTE_MS } from '../lib/units.ts';
import { type RaisedLevel, rank, type StandingLevel } from '../territory/alert-level.ts';
import type { Alert, AlertEvent, EventReason, ExerciseEnd } from './alert.ts';

/** What is to be played: which level after how many minutes, and how long it lasts. */
export interface ExercisePlan {
  steps: readonly { level: RaisedLevel; afterMin: number }[];
  lastsMin: number;
  /** Why it is held; everybody who is told reads it. */
  reason: string;
}

/** One exercise of one commune. It knows nothing of the river, and the real alert state nothing of it. */
export interface Exercise extends ExercisePlan {
  id: string;
  commune: string;
  /** Who started it. */
  person: string;
  startedAt: Instant;
  /** The person who let residents be told too; `null`: staff only. */
  residentsBy: string | null;
  /** How many events residents were not told of before that; not there where they were from the start. */
  widenedAfter?: number;
  /** There, and true, on one that many communes play: what it tells waits its turn. */
  inTurn?: true;
  /** Who has ended it, perhaps while that waits its turn to be told. */
  endedBy?: string;
  level: StandingLevel;
  /** Of the step that was told last. A clock that is set back goes back to none before it; of one that was begun before this was kept nobody knows. */
  toldMin?: number;
  events: number;
  ended: { at: Instant; why: ExerciseEnd } | null;
}

/** Who starts it, and who is told: residents too, or each of many communes in its turn. */
export interface StartedBy {
  person: string;
  residents: boolean;
  inTurn?: true;
}

/** The exercise after it moved, and its events: each says `exercise: true`. */
export interface ExerciseMove {
  exercise: Exercise;
  events: readonly AlertEvent[];
}

export const LONGEST_EXERCISE_MIN = 24 * 60;
/** So long after an exercise of many communes nobody has to hear that it is over: its turn may never come, as where a gateway refuses all. */
const NO_NEWS_MIN = 24 * 60;

/** True where the plan can be played: each step within its time, no two at the same minute. */
export function isPlayable({ steps, lastsMin, reason }: ExercisePlan): boolean {
  const minutes = steps.map(({ afterMin }) => afterMin);
  const sound = (minute: number) => Number.isInteger(minute) && minute >= 0 && minute < lastsMin;
  const lasting = Number.isInteger(lastsMin) && lastsMin >= 1 && lastsMin <= LONGEST_EXERCISE_MIN;
  const reasoned = reason.trim().length >= 5 && reason.length <= 500;
  return lasting && reasoned && minutes.length > 0 && minutes.every(sound) && new Set(minutes).size === minutes.length;
}

/** `before`: the newest of the commune, over or not; `null` where none was ever held. */
export function startExercise(
  commune: string,
  plan: ExercisePlan,
  by: StartedBy,
  now: Instant,
  before: Pick<Exercise, 'id'> | null = null,
): ExerciseMove {
  const exercise: Exercise = {
    ...plan,
    id: idOf(commune, now, before?.id ?? ''),
    commune,
    person: by.person,
    startedAt: now,
    residentsBy: by.residents ? by.person : null,
    ...(by.inTurn && { inTurn: by.inTurn }),
    level: 'normal',
    events: 0,
    ended: null,
  };
  return by.inTurn ? { exercise, events: [] } : playExercise(exercise, now);
}

/**
 * Named by its second. One that was ended at once and begun anew within it is another exercise: a second name of its own, or its
 * events would be those that are told already.
 *
 * @example idOf('coursan', 2026-11-29T01:10:00Z, 'coursan-exercise-20261129T011000Z') // 'coursan-exercise-20261129T011000Z-2'
 */
function idOf(commune: string, now: Instant, before: string): string {
  const id = `${commune}-exercise-${iso(now).replace(/[-:]|\.\d+/g, '')}`;
  if (before !== id && !before.startsWith(`${id}-`)) return id;
  return `${id}-${Number(before.slice(id.length + 1) || 1) + 1}`;
}

/** Whether what is tied to this id was of an exercise of the commune: no alert is named so. */
export function isOfExercise(commune: string, id: string | null): boolean {
  return id !== null && id.startsWith(`${commune}-exercise-`);
}

/**
 * Plays what is due. After a standstill only the newest level is told, and an end that has passed ends it.
 *
 * @example steps act at 0 and danger at 30, lasting 60: at 31 min → escalated to danger; at 60 min → closed
 */
export function playExercise(exercise: Exercise, now: Instant): ExerciseMove {
  if (exercise.ended) return { exercise, events: [] };
  const minutes = (now - exercise.startedAt) / MINUTE_MS;
  if (exercise.inTurn && minutes >= exercise.lastsMin + NO_NEWS_MIN) {
    const why = exercise.endedBy === undefined ? 'over' : 'person';
    return { exercise: { ...exercise, ended: { at: now, why } }, events: [] };
  }
  if (exercise.endedBy !== undefined) return endExercise(exercise, 'person', now, exercise.endedBy);
  if (minutes >= exercise.lastsMin) return endExercise(exercise, 'over', now);
  // Of one that was started by a clock that has been set back since nobody knows how long it has lasted: it would go on until that time has come.
  if (isAhead(exercise.startedAt, now)) return endExercise(exercise, 'clock-set', now);
  const due = exercise.steps.filter(({ afterMin }) => afterMin <= minutes);
  const newest = due.toSorted((a, b) => a.afterMin - b.afterMin).at(-1);
  if (!newest || newest.level === exercise.level || newest.afterMin < (exercise.toldMin ?? 0))
    return { exercise, events: [] };
  const up = rank(newest.level) > rank(exercise.level);
  const kind = exercise.level === 'normal' ? 'raised' : up ? 'escalated' : 'lowered';
  const { person, reason } = exercise;
  const told = { level: newest.level, toldMin: newest.afterMin };
  return tell(exercise, told, kind, { because: 'exercise', person, purpose: reason }, now);
}

/** The end is told to whoever was told of something before it, whatever ended it. */
export function endExercise(
  exercise: Exercise,
  why: ExerciseEnd,
  now: Instant,
  person: string = exercise.person,
): ExerciseMove {
  return endAs(exercise, { because: 'exercise-over', why, person }, now);
}

/** What is real comes before all that is played: whoever took part reads at which level it stands. */
export function endForAlert(
  exercise: Exercise,
  why: 'real-alert' | 'simulated-alert',
  { level, telling: { told } }: Pick<Alert, 'level' | 'telling'>,
  now: Instant,
): ExerciseMove {
  return endAs(exercise, { because: 'exercise-over', why, person: exercise.person, inForce: { level, told } }, now);
}

function endAs(
  exercise: Exercise,
  reason: Extract<EventReason, { because: 'exercise-over' }>,
  now: Instant,
): ExerciseMove {
  if (exercise.ended) return { exercise, events: [] };
  const ended = { at: now, why: reason.why };
  if (exercise.events === 0) return { exercise: { ...exercise, ended }, events: [] };
  return tell(exercise, { level: 'normal', ended }, 'closed', reason, now);
}

function tell(
  before: Exercise,
  change: Partial<Exercise>,
  kind: AlertEvent['kind'],
  reason: EventReason,
  now: Instant,
): ExerciseMove {
  const exercise = { ...before, ...change, events: before.events + 1 };
  const isNews = kind !== 'closed' || before.events > (before.widenedAfter ?? 0);
  const event: AlertEvent = {
    exercise: true,
    id: `${exercise.id}:${exercise.events}`,
    alert: exercise.id,
    at: now,
    commune: exercise.commune,
    station: null,
    kind,
    level: exercise.level,
    from: before.level,
    audience: exercise.residentsBy !== null && isNews ? 'public' : 'staff',
    reason,
    probability: null,
    leadTimeH: null,
    passage: null,
    stageM: null,
    observedAt: null,
    // No policy decided it.
    policyVersion: 0,
    modelVersion: null,
  };
  return { exercise, events: [event] };
}

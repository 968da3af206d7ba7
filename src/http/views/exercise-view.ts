import type { AlertEvent } from '../../alert/alert.ts';
import type { Instant } from '../../lib/clock.ts';
import type { LogEntry } from '../../record/log-entry.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Doors } from '../doors.ts';
import { type ReportView, toldOf } from './afterwards/report-view.ts';
import { answersTo, type PlayedAnswer } from './exercise-answers.ts';

/** What was played, oldest first, who was told of it and who answered. */
export interface ExerciseCourse {
  told: ReportView['told'];
  answers: readonly PlayedAnswer[];
}

/** One exercise of the past, in a list. */
export interface HeldExercise {
  id: string;
  /** It says who led it, and why. */
  first: AlertEvent;
  /** How many people were asked for an answer, and how many of them gave one. */
  asked: number;
  answered: number;
}

/** All that is on record of one exercise. */
export interface ExerciseReport extends ExerciseCourse {
  id: string;
  commune: Commune;
  now: Instant;
  /** `null` while it runs. */
  endedAt: Instant | null;
  /** Who let residents be told; `null`: staff only. */
  residentsBy: string | null;
  /** What was written for it, then or since; oldest first. */
  log: readonly LogEntry[];
}

export const HELD_SHOWN = 50;
const ENTRIES_SHOWN = 1000;

export function viewCourse(doors: Doors, commune: string, events: readonly AlertEvent[]): ExerciseCourse {
  return {
    told: events.map((event) => ({ event, told: toldOf(doors, event) })),
    answers: answersTo(doors, commune, events),
  };
}

/** Those that told somebody something, newest first; `before`: those that began earlier. */
export function viewHeld(doors: Doors, commune: string, before?: Instant): HeldExercise[] {
  const { exercises } = doors;
  const firsts = exercises
    .held(commune, { limit: HELD_SHOWN, before })
    .flatMap((first) => (first.alert === null ? [] : [{ id: first.alert, first }]));
  const events = firsts.flatMap(({ id }) => exercises.eventsOf({ commune, id }));
  // The record is read once for all of them.
  const answers = Map.groupBy(answersTo(doors, commune, events), ({ event }) => event.alert);
  return firsts.map((each) => {
    const asked = answers.get(each.id) ?? [];
    const people = (those: readonly PlayedAnswer[]) => new Set(those.map(({ contact }) => contact)).size;
    return {
      ...each,
      asked: people(asked),
      answered: people(asked.filter(({ answeredAt }) => answeredAt !== null)),
    };
  });
}

/** `null` where the commune held no such exercise, or nobody was told anything of it. */
export function viewExercise(doors: Doors, commune: Commune, id: string): ExerciseReport | null {
  const { exercises, record, logBook, clock } = doors;
  const events = exercises.eventsOf({ commune: commune.id, id });
  const [first] = events;
  if (!first) return null;
  const lineOf = (action: string) =>
    record.ofAction(commune.id, action).find(({ detail }) => detail['exercise'] === id) ?? null;
  const started = lineOf('exercise.started');
  const widened = lineOf('exercise.widened') ?? (started?.detail['residents'] === true ? started : null);
  return {
    ...viewCourse(doors, commune.id, events),
    id,
    commune,
    now: clock.now(),
    endedAt: lineOf('exercise.ended')?.at ?? null,
    residentsBy: widened && 'person' in widened.actor ? widened.actor.person : null,
    log: logBook.recent(commune.id, { limit: ENTRIES_SHOWN, alert: id }).toReversed(),
  };
}

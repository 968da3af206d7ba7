import type { Instant } from '../lib/clock.ts';
import type { RecordEntry } from '../record/record.ts';
import type { RaisedLevel } from '../territory/alert-level.ts';
import { type PastEvent, SLACK_MS } from './past-events.ts';

export const floodedAnswers = ['yes', 'no', 'not-known'] as const;

/** What a named person says came true. Never changed: a later answer about the same event takes its place. */
export interface TruthAnswer {
  id: number;
  /** Id of the past event that was asked about, and its time as it was then known. */
  event: string;
  commune: string;
  from: Instant;
  to: Instant;
  /** `not-known`: nobody saw it; then the gauge's own passage stands. */
  flooded: (typeof floodedAnswers)[number];
  /** The highest level whose mark the water really reached; `null` unless it flooded. */
  reached: RaisedLevel | null;
  /** When the water came, where somebody knows. */
  passedAt: Instant | null;
  place: string;
  note: string;
  person: string;
  at: Instant;
}

/** PORT. Append only. */
export interface TruthStore {
  /** The answer and its entry in the record are written in one transaction. */
  append(answer: Omit<TruthAnswer, 'id'>, entry: RecordEntry): TruthAnswer;
  /** All answers about a commune, oldest first: the history of what was believed. */
  answers(commune: string): TruthAnswer[];
}

/**
 * The newest answer about each event; those before it are history. Two passages become one where late readings lie between: of the one is
 * answered under one name, and what was said of the other, whose whole time it is about, is history too.
 */
export function answersInForce(answers: readonly TruthAnswer[]): TruthAnswer[] {
  const newest = [...new Map(answers.map((each) => [each.event, each])).values()];
  return newest.filter(
    ({ id, from, to }) => !newest.some((each) => each.id > id && each.from <= from && each.to >= to),
  );
}

/** The answer about an event: by its id, or where late readings have moved a passage, by its time. */
export function answerFor(event: PastEvent, inForce: readonly TruthAnswer[]): TruthAnswer | null {
  const own = inForce.find((each) => each.event === event.id);
  if (own || event.alert !== null) return own ?? null;
  return inForce.find((each) => covers(each, event.from, event.to)) ?? null;
}

/** Whether an answer is about a time, give or take what an hour remembered is off by. */
export function covers({ from, to }: TruthAnswer, start: Instant, end: Instant): boolean {
  return from - SLACK_MS <= end && to + SLACK_MS >= start;
}

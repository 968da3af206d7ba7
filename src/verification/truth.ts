import type { Series } from '../forecast/series.ts';
import type { Instant } from '../lib/clock.ts';
import type { RecordEntry } from '../record/record.ts';
import { type RaisedLevel, rank } from '../territory/alert-level.ts';
import { type Flood, passedWithin } from './match-events.ts';
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

/** The newest answer about each event; those before it are history. */
export function answersInForce(answers: readonly TruthAnswer[]): TruthAnswer[] {
  return [...new Map(answers.map((each) => [each.event, each])).values()];
}

/** The answer about an event: by its id, or where late readings have moved a passage, by its time. */
export function answerFor(event: PastEvent, inForce: readonly TruthAnswer[]): TruthAnswer | null {
  const own = inForce.find((each) => each.event === event.id);
  if (own || event.alert !== null) return own ?? null;
  return inForce.find((each) => covers(each, event.from, event.to)) ?? null;
}

export interface TrueFlood extends Flood {
  by: 'gauge' | 'answer';
}

/**
 * The floods that really reached a level: the gauge's own passages, but where a person answered, what they said. A person who
 * saw water and no gauge did gives a flood at least as high as the mark; without a time its lead time cannot be judged.
 *
 * @example gauge: passage at 12:00; answer "no" for that alert → []; answer "yes, act" → kept at act, dropped at danger
 */
export function trueFloods(
  gauge: readonly Flood[],
  inForce: readonly TruthAnswer[],
  level: RaisedLevel,
  markM: number,
): TrueFlood[] {
  const judged = inForce.filter(({ flooded }) => flooded !== 'not-known');
  const says = (answer: TruthAnswer) => answer.reached !== null && rank(answer.reached) >= rank(level);
  const kept = gauge.filter(({ passageAt, endAt }) => {
    const answer = judged.find((each) => covers(each, passageAt, endAt));
    return answer === undefined || says(answer);
  });
  const added = judged
    .filter((each) => says(each) && !gauge.some(({ passageAt, endAt }) => covers(each, passageAt, endAt)))
    .map(({ passedAt, from, to }): TrueFlood => {
      const passageAt = passedAt ?? from;
      return { passageAt, endAt: Math.max(passageAt, to), peakM: markM, passageSeen: passedAt !== null, by: 'answer' };
    });
  return [...kept.map((each): TrueFlood => ({ ...each, by: 'gauge' })), ...added].toSorted(
    (a, b) => a.passageAt - b.passageAt,
  );
}

/**
 * Whether the water reached a level within (at, at + leadTimeH]: by what people said of that time, else by the gauge. `null`
 * where nobody knows, or it stood there already.
 */
export function cameTrue(
  series: Series,
  floods: readonly TrueFlood[],
  inForce: readonly TruthAnswer[],
  markM: number,
  at: Instant,
  leadTimeH: number,
): boolean | null {
  const end = at + leadTimeH * 3_600_000;
  const byGauge = passedWithin(series, markM, at, leadTimeH);
  const answered = inForce.some(
    (each) => each.flooded !== 'not-known' && each.from - SLACK_MS <= end && each.to + SLACK_MS >= at,
  );
  if (!answered) return byGauge;
  if (floods.some(({ passageAt, passageSeen }) => passageSeen && passageAt > at && passageAt <= end)) return true;
  const within = floods.find(({ passageAt, endAt }) => passageAt <= end && endAt >= at);
  // In a flood already, or in one whose hour nobody knows.
  if (within) return within.passageSeen && within.by === 'gauge' ? byGauge : null;
  return false;
}

function covers({ from, to }: TruthAnswer, start: Instant, end: Instant): boolean {
  return from - SLACK_MS <= end && to + SLACK_MS >= start;
}

import type { Series } from '../forecast/observed/series.ts';
import type { Instant } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';
import { type RaisedLevel, rank } from '../territory/alert-level.ts';
import { type Flood, floodsOf, passedWithin } from './match-events.ts';
import { covers, type TruthAnswer } from './truth-answer.ts';

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
  const says = (answer: TruthAnswer) => answer.reached !== null && rank(answer.reached) >= rank(level);
  const said = gauge.map((flood) => ({ flood, answers: answersOf(flood, inForce) }));
  // An alert that was over just before is answered of the same hour: what one person saw came, whatever was not seen then.
  const kept = said.filter(({ answers }) => answers.length === 0 || answers.some(says)).map(({ flood }) => flood);
  const added = inForce
    .filter((each) => says(each) && !said.some(({ answers }) => answers.includes(each)))
    .map(({ passedAt, from, to }): TrueFlood => {
      const passageAt = passedAt ?? from;
      return { passageAt, endAt: Math.max(passageAt, to), peakM: markM, passageSeen: passedAt !== null, by: 'answer' };
    });
  return [...kept.map((each): TrueFlood => ({ ...each, by: 'gauge' })), ...added].toSorted(
    (a, b) => a.passageAt - b.passageAt,
  );
}

/**
 * What people say of one flood. Of two answers that have a time in common the later alone: of a flood that has become two the first may still
 * be all that was said of the whole, while of the second something else is said since.
 */
function answersOf({ passageAt, endAt }: Flood, inForce: readonly TruthAnswer[]): TruthAnswer[] {
  const about = inForce.filter((each) => covers(each, passageAt, endAt));
  const isOverruled = ({ id, from, to }: TruthAnswer): boolean =>
    about.some((each) => each.id > id && each.from <= to && each.to >= from);
  return about.filter((each) => each.flooded !== 'not-known' && !isOverruled(each));
}

/** What is known of the water at one gauge and mark. */
export interface KnownWater {
  series: Series;
  markM: number;
  floods: readonly TrueFlood[];
  inForce: readonly TruthAnswer[];
  /** What comes later is not known yet. */
  until: Instant;
}

/** All that is known of the water at one gauge and mark: by the gauge, and by what people said of this level. */
export function knownWater(
  series: Series,
  { level, markM }: { level: RaisedLevel; markM: number },
  inForce: readonly TruthAnswer[],
  until: Instant,
): KnownWater {
  return { series, markM, floods: trueFloods(floodsOf(series, markM), inForce, level, markM), inForce, until };
}

/**
 * Whether the water reached a level within (at, at + leadTimeH]: by what people said of that time, else by the gauge. `null`
 * where nobody knows, it stood there already, or that time is not over: what has come so far would be told of, what is coming not.
 */
export function cameTrue(
  { series, markM, floods, inForce, until }: KnownWater,
  at: Instant,
  leadTimeH: number,
): boolean | null {
  const end = at + leadTimeH * HOUR_MS;
  if (end > until) return null;
  const byGauge = passedWithin(series, markM, at, leadTimeH);
  const answered = inForce.some((each) => each.flooded !== 'not-known' && covers(each, at, end));
  if (!answered) return byGauge;
  if (floods.some(({ passageAt, passageSeen }) => passageSeen && passageAt > at && passageAt <= end)) return true;
  const within = floods.find(({ passageAt, endAt }) => passageAt <= end && endAt >= at);
  // In a flood already, or in one whose hour nobody knows.
  if (within) return within.passageSeen && within.by === 'gauge' ? byGauge : null;
  return false;
}

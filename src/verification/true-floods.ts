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
  const judged = inForce.filter(({ flooded }) => flooded !== 'not-known');
  const says = (answer: TruthAnswer) => answer.reached !== null && rank(answer.reached) >= rank(level);
  const kept = gauge.filter(({ passageAt, endAt }) => {
    // An alert that was over just before is answered of the same hour: what one person saw came, whatever was not seen then.
    const answers = judged.filter((each) => covers(each, passageAt, endAt));
    return answers.length === 0 || answers.some(says);
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

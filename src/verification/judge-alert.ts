import type { Instant } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';
import { type RaisedLevel, raisedLevels, rank } from '../territory/alert-level.ts';
import { floodsAtLevel, type JudgedGauge } from './floods-at-level.ts';
import { episodesAt, isInForce } from './match-events.ts';
import { type PastAlert, SLACK_MS } from './past-events.ts';
import { type TrueFlood } from './true-floods.ts';
import { answersInForce, type TruthAnswer } from './truth-answer.ts';

/**
 * What came of one level of one alert. `not-known-yet`: it may still come. `quiet`: neither said nor come. `not-judged`: it came,
 * and nobody knows whether before the alert or after it.
 */
export interface AlertOutcome {
  level: RaisedLevel;
  /** First alert event at the level or above it. */
  raisedAt: Instant | null;
  /** `null`: it was not passed, or nobody knows when. */
  passedAt: Instant | null;
  by: TrueFlood['by'] | null;
  outcome: 'hit' | 'miss' | 'false-alarm' | 'quiet' | 'not-known-yet' | 'not-judged';
  /** Alert → passage, hours; `null` where none stood at the passage. Negative: the alert came after the water. */
  leadTimeH: number | null;
}

/** Judges one alert a level at a time, by what people said and else by the gauges. `until`: what has been observed so far. */
export function judgeAlert(
  alert: PastAlert,
  gauges: readonly JudgedGauge[],
  answers: readonly TruthAnswer[],
  until: Instant,
): AlertOutcome[] {
  const inForce = answersInForce(answers);
  const end = alert.closedAt ?? until;
  return raisedLevels.map((level): AlertOutcome => {
    const { floods, leadTimeH: leadH } = floodsAtLevel(level, gauges, inForce);
    const leadMs = leadH * HOUR_MS;
    const flood = floods.find(
      ({ passageAt, endAt }) => passageAt <= end + Math.max(leadMs, SLACK_MS) && endAt >= alert.raisedAt - SLACK_MS,
    );
    const raisedAt =
      alert.events.find((each) => each.level !== 'unknown' && rank(each.level) >= rank(level))?.at ?? null;
    const passedAt = flood?.passageSeen ? flood.passageAt : null;
    const by = flood?.by ?? null;
    if (raisedAt === null) return { level, raisedAt, passedAt, by, outcome: flood ? 'miss' : 'quiet', leadTimeH: null };
    if (!flood) {
      const isOver = alert.closedAt !== null && until >= alert.closedAt + leadMs;
      return { level, raisedAt, passedAt, by, outcome: isOver ? 'false-alarm' : 'not-known-yet', leadTimeH: null };
    }
    if (passedAt === null) return { level, raisedAt, passedAt, by, outcome: 'not-judged', leadTimeH: null };
    const standing = episodesAt(level, alert.events);
    const warning = standing.find((each) => isInForce(each, passedAt));
    if (warning) {
      return { level, raisedAt, passedAt, by, outcome: 'hit', leadTimeH: (passedAt - warning.from) / HOUR_MS };
    }
    // Raised after the water, or taken back before it: then nobody was warned, and there is no lead.
    const leadTimeH = raisedAt >= passedAt ? (passedAt - raisedAt) / HOUR_MS : null;
    return { level, raisedAt, passedAt, by, outcome: 'miss', leadTimeH };
  });
}

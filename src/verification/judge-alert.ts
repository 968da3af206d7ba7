import type { Instant } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';
import { type RaisedLevel, raisedLevels, rank } from '../territory/alert-level.ts';
import type { JudgedGauge } from './judge-commune.ts';
import { floodsOf } from './match-events.ts';
import { joinFloods, type PastAlert, SLACK_MS } from './past-events.ts';
import { answersInForce, type TrueFlood, type TruthAnswer, trueFloods } from './truth.ts';

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
  /** First alert event → passage, hours; `null` where there is no such pair. Negative: the alert came after the water. */
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
    const rules = gauges.flatMap(({ rules, series }) =>
      rules.flatMap((rule) => (rule.level === level ? [{ ...rule, series }] : [])),
    );
    const lowestM = Math.min(...rules.map(({ markM }) => markM));
    const seen = joinFloods(rules.flatMap(({ series, markM }) => floodsOf(series, markM)));
    const leadMs = Math.max(0, ...rules.map(({ leadTimeH }) => leadTimeH)) * HOUR_MS;
    const flood = trueFloods(seen, inForce, level, lowestM).find(
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
    const leadTimeH = (passedAt - raisedAt) / HOUR_MS;
    return { level, raisedAt, passedAt, by, outcome: leadTimeH > 0 ? 'hit' : 'miss', leadTimeH };
  });
}

import type { AlertEvent } from '../../alert/alert.ts';
import type { Series } from '../../forecast/observed/series.ts';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Rule } from '../../policy/policy.ts';
import { beginningOf, type Episode, episodesAt, matchEvents } from '../match-events.ts';
import { isAnswered, isUnseen, type Silence } from '../silences.ts';
import { knownWater } from '../true-floods.ts';
import { answersInForce, type TruthAnswer } from '../truth-answer.ts';

/** What a rule has really done while it was in force. */
export interface ObservedEffect {
  hits: number;
  misses: number;
  falseAlarms: number;
  sinceDays: number;
}

/** What a gauge did, and when it was lost. */
export interface SeenGauge {
  series: Series;
  lost: readonly Silence[];
}

/** For how long a rule was in force, and until when is known what came: the alarm for which it was replaced may be over only then. */
export interface InForce {
  from: Instant;
  to: Instant;
  now: Instant;
}

/**
 * Lays the alerts of a commune beside what the gauge did, or the water by what people say. An alert that another gauge of the commune raised, or
 * that was on when the rule came into force, has warned residents: its flood is no miss. A false alarm is one that this gauge raised under this
 * rule, as what was promised was replayed of it alone; where the gauge was lost in its time it is so only if a person says that nothing came.
 */
export function observedEffect(
  { station, level, markM, leadTimeH }: Pick<Rule, 'station' | 'level' | 'markM' | 'leadTimeH'>,
  events: readonly AlertEvent[],
  { series, lost }: SeenGauge,
  answers: readonly TruthAnswer[],
  { from, to, now }: InForce,
): ObservedEffect {
  const inForce = answersInForce(answers);
  const { floods } = knownWater(series, { level, markM }, inForce, now);
  const episodes = episodesAt(level, events).filter((each) => each.to === null || each.to >= from);
  const known = floods.filter(({ passageAt }) => passageAt <= now);
  const match = matchEvents(known, episodes, leadTimeH, now);
  const isUnder = (at: Instant): boolean => at >= from && at < to;
  const judged = match.floods.filter(({ passageAt }) => isUnder(passageAt));
  const isOwn = (alarm: Episode): boolean =>
    isUnder(alarm.from) && beginningOf(alarm, level, events)?.station === station;
  const isFalse = (alarm: Episode): boolean =>
    isOwn(alarm) && (isAnswered(alarm, inForce) || !isUnseen(alarm, leadTimeH, lost));
  const hits = judged.filter(({ outcome }) => outcome === 'hit').length;
  return {
    hits,
    misses: judged.length - hits,
    falseAlarms: match.falseAlarms.filter(isFalse).length,
    sinceDays: (to - from) / DAY_MS,
  };
}

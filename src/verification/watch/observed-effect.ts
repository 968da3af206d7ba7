import type { AlertEvent } from '../../alert/alert.ts';
import type { Series } from '../../forecast/observed/series.ts';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Rule } from '../../policy/policy.ts';
import { type EventMatch, episodesAt, matchEvents } from '../match-events.ts';
import { knownWater } from '../true-floods.ts';
import { answersInForce, type TruthAnswer } from '../truth-answer.ts';

/** What a rule has really done since a moment. */
export interface ObservedEffect {
  hits: number;
  misses: number;
  falseAlarms: number;
  sinceDays: number;
  match: EventMatch;
}

/**
 * Lays the alerts of a commune since a moment beside what the gauge did, or the water by what people say. An alert that another
 * gauge of the commune raised counts as this one's: residents do not know them apart.
 */
export function observedEffect(
  { level, markM, leadTimeH }: Pick<Rule, 'level' | 'markM' | 'leadTimeH'>,
  events: readonly AlertEvent[],
  series: Series,
  answers: readonly TruthAnswer[],
  { from, now }: { from: Instant; now: Instant },
): ObservedEffect {
  const { floods: all } = knownWater(series, { level, markM }, answersInForce(answers));
  const floods = all.filter(({ passageAt }) => passageAt >= from && passageAt <= now);
  const episodes = episodesAt(
    level,
    events.filter(({ at }) => at >= from),
  );
  const match = matchEvents(floods, episodes, leadTimeH, now);
  const hits = match.floods.filter(({ outcome }) => outcome === 'hit').length;
  return {
    hits,
    misses: match.floods.length - hits,
    falseAlarms: match.falseAlarms.length,
    sinceDays: (now - from) / DAY_MS,
    match,
  };
}

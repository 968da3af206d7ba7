import type { AlertEvent } from '../../alert/alert.ts';
import type { Series } from '../../forecast/observed/series.ts';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Rule } from '../../policy/policy.ts';
import { type Episode, episodesAt, matchEvents } from '../match-events.ts';
import { knownWater } from '../true-floods.ts';
import { answersInForce, type TruthAnswer } from '../truth-answer.ts';

/** What a rule has really done since a moment. */
export interface ObservedEffect {
  hits: number;
  misses: number;
  falseAlarms: number;
  sinceDays: number;
}

/**
 * Lays the alerts of a commune since a moment beside what the gauge did, or the water by what people say. An alert that another gauge of the
 * commune raised, or that was on when the rule came into force, has warned residents: its flood is no miss. A false alarm is one that this gauge
 * raised under this rule: what was promised was replayed of it alone.
 */
export function observedEffect(
  { station, level, markM, leadTimeH }: Pick<Rule, 'station' | 'level' | 'markM' | 'leadTimeH'>,
  events: readonly AlertEvent[],
  series: Series,
  answers: readonly TruthAnswer[],
  { from, now }: { from: Instant; now: Instant },
): ObservedEffect {
  const { floods } = knownWater(series, { level, markM }, answersInForce(answers));
  const episodes = episodesAt(level, events).filter(({ to }) => to === null || to >= from);
  const known = floods.filter(({ passageAt }) => passageAt <= now);
  const match = matchEvents(known, episodes, leadTimeH, now);
  const judged = match.floods.filter(({ passageAt }) => passageAt >= from);
  const isOwn = (alarm: Episode): boolean =>
    alarm.from >= from && events.some((event) => event.at === alarm.from && event.station === station);
  const hits = judged.filter(({ outcome }) => outcome === 'hit').length;
  return {
    hits,
    misses: judged.length - hits,
    falseAlarms: match.falseAlarms.filter(isOwn).length,
    sinceDays: (now - from) / DAY_MS,
  };
}

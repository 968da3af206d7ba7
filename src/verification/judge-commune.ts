import type { AlertEvent } from '../alert/alert.ts';
import { isPlayed, type PlayedTime } from '../alert/played-times.ts';
import type { Instant } from '../lib/clock.ts';
import { type RaisedLevel, raisedLevels } from '../territory/alert-level.ts';
import { type Contingency, type ContingencyScores, scoreContingency } from './contingency.ts';
import { floodsAtLevel, type JudgedGauge } from './floods-at-level.ts';
import { ruleOfThree, shareInterval } from './intervals.ts';
import { type Episode, episodesAt, type JudgedFlood, matchEvents } from './match-events.ts';
import { withoutExercises } from './past-events.ts';
import type { TrueFlood } from './true-floods.ts';
import { answersInForce, type TruthAnswer } from './truth-answer.ts';
import { seenAndUnseen } from './unseen-alarms.ts';

type Interval = ReturnType<typeof shareInterval>;

/** How the alerts of one level did, over the service's own life. */
export interface LevelJudgement {
  level: RaisedLevel;
  contingency: Contingency;
  scores: ContingencyScores;
  /** Their 90 % intervals, each flood and each alarm for itself; `null` where fewer than two were counted. */
  podInterval: Interval;
  farInterval: Interval;
  csiInterval: Interval;
  /** What may still be missed although nothing was: with no miss in n floods, up to 3/n. `null` where something was missed. */
  missesUpTo: number | null;
  /** The same for false alarms, of all alerts. */
  falseAlarmsUpTo: number | null;
  floods: readonly JudgedFlood<TrueFlood>[];
  falseAlarms: readonly Episode[];
  /** Alarms of which nobody knows whether water came: in no score, until a person says so. */
  unseenAlarms: readonly Episode[];
  /** Floods whose passage nobody saw: they are in no score. */
  unjudged: number;
}

/**
 * Lays a commune's alerts beside what came true, a level at a time. Exercises count for nothing, nor does a flood whose passage fell into one,
 * which nobody could be warned of; no alarm about it is false. `until`: what happened later is not known yet.
 */
export function judgeCommune(
  events: readonly AlertEvent[],
  gauges: readonly JudgedGauge[],
  answers: readonly TruthAnswer[],
  until: Instant,
  played: readonly PlayedTime[] = [],
): LevelJudgement[] {
  const real = withoutExercises(events, played);
  const inForce = answersInForce(answers);
  return raisedLevels.map((level) => {
    const { floods, leadTimeH } = floodsAtLevel(level, gauges, inForce);
    const isReal = ({ passageAt }: TrueFlood) => !isPlayed(played, passageAt);
    const judged = floods.map((flood) => (isReal(flood) ? flood : { ...flood, passageSeen: false }));
    const unjudged = floods.filter((flood) => !flood.passageSeen && isReal(flood)).length;
    const match = matchEvents(judged, episodesAt(level, real), leadTimeH, until);
    const alarms = seenAndUnseen(match.falseAlarms, { level, leadTimeH, gauges, events: real, inForce });
    return { level, ...scoresOf(match.floods, alarms), unjudged };
  });
}

function scoresOf(
  judged: LevelJudgement['floods'],
  alarms: Pick<LevelJudgement, 'falseAlarms' | 'unseenAlarms'>,
): Omit<LevelJudgement, 'level' | 'unjudged'> {
  const hits = judged.filter(({ outcome }) => outcome === 'hit').length;
  const falseAlarms = alarms.falseAlarms.length;
  const contingency = { hits, misses: judged.length - hits, falseAlarms };
  return {
    contingency,
    scores: scoreContingency(contingency),
    podInterval: shareInterval(hits, judged.length),
    farInterval: shareInterval(falseAlarms, hits + falseAlarms),
    csiInterval: shareInterval(hits, judged.length + falseAlarms),
    missesUpTo: contingency.misses > 0 ? null : (ruleOfThree(judged.length)?.roughly ?? null),
    falseAlarmsUpTo: contingency.falseAlarms > 0 ? null : (ruleOfThree(hits)?.roughly ?? null),
    floods: judged,
    ...alarms,
  };
}

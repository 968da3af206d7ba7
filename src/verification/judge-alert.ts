import type { AlertEvent } from '../alert/alert.ts';
import type { Instant } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';
import { type RaisedLevel, raisedLevels } from '../territory/alert-level.ts';
import { floodsAtLevel, type JudgedGauge } from './floods-at-level.ts';
import { beginningOf, type Episode, episodesAt, isAbout, isInForce, matchEvents } from './match-events.ts';
import { type PastAlert, SLACK_MS, type WholeAlert } from './past-events.ts';
import type { TrueFlood } from './true-floods.ts';
import { answersInForce, type TruthAnswer } from './truth-answer.ts';
import { isDark, seenAndUnseen } from './unseen-alarms.ts';

/**
 * What came of one level of one alert: a flood, or an alarm without one. `not-known-yet`: it may still come. `not-seen`: its gauge was
 * lost, and nobody has said whether it came. `quiet`: neither said nor come. `quiet-unseen`: not said, and a gauge was lost. `not-judged`: it came, and nobody knows whether before the
 * alert or after it. `warned-by-another`: another alert had been raised before this water came, and has the hit.
 */
export interface AlertOutcome {
  level: RaisedLevel;
  /** When the level was raised that this is about; `null`: for this water it was not. */
  raisedAt: Instant | null;
  /** `null`: it was not passed, or nobody knows when. */
  passedAt: Instant | null;
  by: TrueFlood['by'] | null;
  outcome:
    | 'hit'
    | 'miss'
    | 'false-alarm'
    | 'quiet'
    | 'quiet-unseen'
    | 'not-known-yet'
    | 'not-seen'
    | 'not-judged'
    | 'warned-by-another';
  /** Alert → passage, hours; `null` where none stood at the passage. Negative: the alert came after the water. */
  leadTimeH: number | null;
}

/**
 * Judges one alert a level at a time, by what people said and else by the gauges: a line for each flood and for each alarm without
 * one, each as the scores count it. `until`: what has been observed so far; `events`: those that the scores are made of.
 */
export function judgeAlert(
  alert: WholeAlert,
  gauges: readonly JudgedGauge[],
  answers: readonly TruthAnswer[],
  until: Instant,
  events: readonly AlertEvent[] = alert.events,
): AlertOutcome[] {
  const inForce = answersInForce(answers);
  return raisedLevels.flatMap((level) => {
    const { floods, leadTimeH } = floodsAtLevel(level, gauges, inForce);
    const episodes = episodesAt(level, events);
    const isOwn = (each: Episode) => beginningOf(each, level, events)?.alert === alert.id;
    const { falseAlarms: dry, undecided } = matchEvents(floods, episodes, leadTimeH, until);
    const of = { level, leadTimeH, gauges, events, inForce };
    const { falseAlarms, unseenAlarms } = seenAndUnseen(dry.filter(isOwn), of);
    const without = (outcome: AlertOutcome['outcome'], alarm: Episode | null): AlertOutcome => {
      return { level, raisedAt: alarm?.from ?? null, passedAt: null, by: null, outcome, leadTimeH: null };
    };
    const outcomes = [
      ...floods
        .filter((flood) => isInReport(alert, flood, leadTimeH, until))
        .flatMap((flood) => outcomeOf(flood, level, { episodes, isOwn, leadTimeH })),
      ...falseAlarms.map((alarm) => without('false-alarm', alarm)),
      ...unseenAlarms.map((alarm) => without('not-seen', alarm)),
      ...undecided.filter(isOwn).map((alarm) => without('not-known-yet', alarm)),
    ];
    if (outcomes.length > 0) return outcomes;
    const time = { from: alert.raisedAt, to: alert.closedAt ?? until };
    return [without(isDark(time, of) ? 'quiet-unseen' : 'quiet', null)];
  });
}

/**
 * Whether a flood is told of in the report of an alert; not what it counts as. People are not asked apart about water that was gone
 * an hour before an alert or came an hour after it: so it must be found here.
 */
function isInReport(
  { raisedAt, closedAt }: PastAlert,
  { passageAt, endAt }: TrueFlood,
  leadTimeH: number,
  until: Instant,
): boolean {
  const end = (closedAt ?? until) + Math.max(leadTimeH * HOUR_MS, SLACK_MS);
  return passageAt <= end && endAt >= raisedAt - SLACK_MS;
}

/** None where another alert warned of it and this one had nothing to do with it. */
function outcomeOf(
  flood: TrueFlood,
  level: RaisedLevel,
  {
    episodes,
    isOwn,
    leadTimeH,
  }: { episodes: readonly Episode[]; isOwn: (each: Episode) => boolean; leadTimeH: number },
): AlertOutcome[] {
  const own = episodes.find((each) => isOwn(each) && isAbout(each, flood, leadTimeH));
  const { passageAt, by } = flood;
  const line = { level, raisedAt: own?.from ?? null, passedAt: passageAt, by, leadTimeH: null };
  const [judged] = matchEvents([flood], episodes, leadTimeH).floods;
  if (!judged) return [{ ...line, passedAt: null, outcome: 'not-judged' }];
  if (judged.outcome === 'miss') {
    // Raised after the water, or taken back before it: then nobody was warned, and there is no lead.
    const late = own && own.from >= passageAt ? (passageAt - own.from) / HOUR_MS : null;
    return [{ ...line, outcome: 'miss', leadTimeH: late }];
  }
  const warning = episodes.find((each) => isInForce(each, passageAt));
  if (warning && isOwn(warning)) {
    return [{ ...line, raisedAt: warning.from, outcome: 'hit', leadTimeH: judged.leadTimeH }];
  }
  return own ? [{ ...line, outcome: 'warned-by-another' }] : [];
}

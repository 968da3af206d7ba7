import type { AlertEvent } from '../alert/alert.ts';
import type { RaisedLevel } from '../territory/alert-level.ts';
import type { JudgedGauge } from './floods-at-level.ts';
import { beginningOf, type Episode } from './match-events.ts';
import { isAnswered, isUnseen } from './silences.ts';
import type { TruthAnswer } from './truth-answer.ts';

/** What tells whether somebody saw what came of an alarm of a commune. */
export interface SeenBy {
  level: RaisedLevel;
  /** The longest time ahead at that level. */
  leadTimeH: number;
  gauges: readonly JudgedGauge[];
  /** Those that the alarms are made of. */
  events: readonly Pick<AlertEvent, 'at' | 'level' | 'station'>[];
  inForce: readonly TruthAnswer[];
}

/** Of alarms about which no water is known to have come: those that are false, and those of which nobody knows. */
export function seenAndUnseen(
  alarms: readonly Episode[],
  seenBy: SeenBy,
): { falseAlarms: Episode[]; unseenAlarms: Episode[] } {
  const unseen = new Set(alarms.filter((each) => wasUnseen(each, seenBy)));
  return { falseAlarms: alarms.filter((each) => !unseen.has(each)), unseenAlarms: [...unseen] };
}

/** Whether water of a level that nobody raised could have come in some time unseen, at any of its gauges, and nobody has said. */
export function isDark(time: Episode, { level, leadTimeH, gauges, events, inForce }: SeenBy): boolean {
  if (isAnswered(time, inForce)) return false;
  const isWatched = (id: string | null) => id === null || gauges.some(({ station }) => station === id);
  // Of one that is no longer watched nothing is known.
  if (events.some(({ at, station }) => at >= time.from && at <= (time.to ?? at) && !isWatched(station))) return true;
  return gauges.some(
    ({ rules, lost }) => rules.some((rule) => rule.level === level) && isUnseen(time, leadTimeH, lost),
  );
}

/** At the gauge that raised it, as it is replayed. Of one that is no longer watched nothing is known. */
function wasUnseen(alarm: Episode, { level, leadTimeH, gauges, events, inForce }: SeenBy): boolean {
  if (isAnswered(alarm, inForce)) return false;
  const raisedBy = beginningOf(alarm, level, events)?.station ?? null;
  const own = gauges.filter(({ station }) => raisedBy === null || raisedBy === station);
  const isLost = ({ rules, lost }: JudgedGauge): boolean =>
    isUnseen(alarm, rules.find((each) => each.level === level)?.leadTimeH ?? leadTimeH, lost);
  return own.length === 0 || own.some(isLost);
}

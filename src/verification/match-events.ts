import type { AlertEvent } from '../alert/alert.ts';
import { countUntil, type Series } from '../forecast/observed/series.ts';
import type { Instant } from '../lib/clock.ts';
import { DAY_MS, HOUR_MS } from '../lib/units.ts';
import { type RaisedLevel, rank } from '../territory/alert-level.ts';

/** Two runs above a mark belong to one flood when less than this lies between them. */
export const MERGE_MS = DAY_MS;
/** After a silence as long as this nobody can say when the mark was passed. */
export const BRIDGE_MS = 6 * HOUR_MS;
/** Of what is asked about half may be dark at most, and no more than this: in the rest a flood cannot have come and gone. */
export function mostDarkMs(leadTimeH: number): number {
  return Math.min(BRIDGE_MS, (leadTimeH * HOUR_MS) / 2);
}

/** A longer lead time than this is an alert that was never lowered, not a forecast; floods lie a day apart at least. */
const LONGEST_LEAD_MS = DAY_MS;

/** The water stood at or above a mark. */
export interface Flood {
  /** The first reading at or above the mark. */
  passageAt: Instant;
  /** The last one. */
  endAt: Instant;
  peakM: number;
  /** Whose passage and peak they are, where several gauges are looked at: levels of two gauges have two zeros. */
  station?: string;
  /** `false` where the record begins in the flood, or was silent before it: no lead time can be judged. */
  passageSeen: boolean;
}

/**
 * The floods of a record at one mark: runs at or above it, as one where less than 24 h lie between.
 * @example mark 2: hourly stages 1, 2.1, 1.9, 2.3, 1 → one flood, passage at the second reading, peak 2.3
 */
export function floodsOf({ times, values }: Series, markM: number): Flood[] {
  const floods: Flood[] = [];
  for (let index = 0; index < times.length; index++) {
    const stageM = values[index]!;
    if (!(stageM >= markM)) continue;
    const at = times[index]!;
    const open = floods.at(-1);
    if (open && at - open.endAt < MERGE_MS) {
      open.endAt = at;
      open.peakM = Math.max(open.peakM, stageM);
    } else {
      const passageSeen = index > 0 && at - times[index - 1]! <= BRIDGE_MS;
      floods.push({ passageAt: at, endAt: at, peakM: stageM, passageSeen });
    }
  }
  return floods;
}

/** A stretch of time in which an alert stood at a level or above it; `to` is `null` while it does. */
export interface Episode {
  from: Instant;
  to: Instant | null;
  /** A person had closed the one before by mistake: it goes on. */
  reopened?: true;
}

/** The episodes at a level (or above it) of one commune, from its alert events in their order. */
export function episodesAt(
  level: RaisedLevel,
  events: readonly Pick<AlertEvent, 'at' | 'level' | 'kind'>[],
): Episode[] {
  const episodes: Episode[] = [];
  for (const event of events) {
    const isOn = isAt(level, event);
    const open = episodes.at(-1);
    if (isOn && (!open || open.to !== null)) {
      episodes.push({ from: event.at, to: null, ...(event.kind === 'reopened' && { reopened: true }) });
    } else if (!isOn && open?.to === null) open.to = event.at;
  }
  return episodes;
}

function isAt(level: RaisedLevel, event: Pick<AlertEvent, 'level'>): boolean {
  return event.level !== 'unknown' && rank(event.level) >= rank(level);
}

/** The event that began an episode at a level. A round looks at all gauges: what happened at another, or to the alert before, may have the same time. */
export function beginningOf<E extends Pick<AlertEvent, 'at' | 'level'>>(
  { from }: Episode,
  level: RaisedLevel,
  events: readonly E[],
): E | undefined {
  return events.find((event) => event.at === from && isAt(level, event));
}

/** Closed by mistake and put in force again, it alarmed people once. */
function alarmsOf(episodes: readonly Episode[]): Episode[] {
  const alarms: Episode[] = [];
  for (const { from, to, reopened } of episodes) {
    const before = alarms.at(-1);
    if (reopened && before) before.to = to;
    else alarms.push({ from, to });
  }
  return alarms;
}

/** Whether an alert had been raised before a passage and was not taken back by then. */
export function isInForce({ from, to }: Episode, passageAt: Instant): boolean {
  return from < passageAt && (to === null || to >= passageAt);
}

export type JudgedFlood<F extends Flood = Flood> = F & {
  /** `hit`: an alert was in force before the passage. Raised at the passage itself is a miss: nobody was warned. */
  outcome: 'hit' | 'miss';
  /** First alert event at the level → passage, hours; 0 for a miss. */
  leadTimeH: number;
};

export interface EventMatch<F extends Flood = Flood> {
  /** Those whose passage was seen. */
  floods: readonly JudgedFlood<F>[];
  /** Episodes without a flood from their start to their end and the lead time after it. */
  falseAlarms: readonly Episode[];
}

export interface EventMatchSoFar<F extends Flood = Flood> extends EventMatch<F> {
  /** Episodes without a flood so far: in force, or the lead time after their end is not over. */
  undecided: readonly Episode[];
}

/**
 * Whether the water that came is that of an alarm: it stood at the mark while the alarm was in force, or came within the lead time
 * after its end. Without tolerance at either end: water that was gone when the alarm began, or came later, was another's.
 */
export function isAbout({ from, to }: Episode, { passageAt, endAt }: Flood, leadTimeH: number): boolean {
  return endAt >= from && (to === null || passageAt <= to + leadTimeH * HOUR_MS);
}

/**
 * Lays alert episodes beside the floods of the same mark. This is the one rule of what counts as hit, missed and false, for the
 * scores, the report after an alert, the replay and the tuning. A flood is a hit where an alert was in force at its passage, raised
 * before, and else a miss. An alarm about which no water came is false, but only once the lead time after its end is over: before
 * that (`until`, what has been observed so far) nobody knows. An alarm about water that it was too late for, or was taken back
 * before, is not false: the flood was missed, and that is counted once.
 *
 * @example episode from 10:00, passage at 12:00 → hit with 2 h; an episode from 10:00 to 11:00 with lead time 3 h and no
 * passage by 14:00 → false alarm
 */
export function matchEvents<F extends Flood>(
  floods: readonly F[],
  episodes: readonly Episode[],
  leadTimeH: number,
  until: Instant = Number.POSITIVE_INFINITY,
): EventMatchSoFar<F> {
  const judged = floods.flatMap((flood): JudgedFlood<F>[] => {
    if (!flood.passageSeen) return [];
    const warning = episodes.find((each) => isInForce(each, flood.passageAt));
    if (!warning) return [{ ...flood, outcome: 'miss', leadTimeH: 0 }];
    const leadMs = Math.min(LONGEST_LEAD_MS, flood.passageAt - warning.from);
    return [{ ...flood, outcome: 'hit', leadTimeH: leadMs / HOUR_MS }];
  });
  const isOver = ({ to }: Episode) => to !== null && to + leadTimeH * HOUR_MS <= until;
  const dry = alarmsOf(episodes).filter((alarm) => !floods.some((flood) => isAbout(alarm, flood, leadTimeH)));
  return {
    floods: judged,
    falseAlarms: dry.filter(isOver),
    undecided: dry.filter((alarm) => !isOver(alarm)),
  };
}

/** Whether the mark was passed within (at, at + leadTimeH]; `null` where the stage stood above it already or too little was seen. */
export function passedWithin(series: Series, markM: number, at: Instant, leadTimeH: number): boolean | null {
  const first = countUntil(series, at);
  if (first === 0 || series.values[first - 1]! >= markM) return null;
  const end = at + leadTimeH * HOUR_MS;
  let last = series.times[first - 1]!;
  for (let index = first; index < series.times.length && series.times[index]! <= end; index++) {
    if (series.values[index]! >= markM) return true;
    if (series.times[index]! - last > BRIDGE_MS) return null;
    last = series.times[index]!;
  }
  return end - last > mostDarkMs(leadTimeH) ? null : false;
}

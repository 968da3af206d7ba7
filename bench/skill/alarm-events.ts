import { median } from '../../src/lib/median.ts';
import { type EventMatch, matchEvents } from '../../src/verification/match-events.ts';
import { alarmEpisodes } from './alarm-episodes.ts';
import type { Case } from './case.ts';
import { sum } from './weighted.ts';

/** What the alarms were worth at all gauges and marks. */
export interface AlarmEvents {
  hits: number;
  misses: number;
  falseAlarms: number;
  /** Of the hits. */
  medianLeadH: number | null;
}

/** The same, with the lead time of each hit. */
export interface Alarms {
  leadsH: readonly number[];
  misses: number;
  falseAlarms: number;
}

/**
 * The floods behind the cases of one lead time, and how alarms raised at a chance stood to them. A silence lowers no alarm: one
 * raised at a quiet case, which stands for those around it, lasts until cases three hours apart are low.
 */
export function alarmsAt(raiseAt: number, cases: readonly Case[]): Alarms {
  const marks = Map.groupBy(cases, ({ station, markM }) => `${station} ${markM}`);
  const matches = [...marks.values()].map((own) => matchAtMark(own, raiseAt));
  const floods = matches.flatMap((match) => match.floods);
  const leadsH = floods.flatMap(({ outcome, leadTimeH }) => (outcome === 'hit' ? [leadTimeH] : []));
  const falseAlarms = sum(matches.map((match) => match.falseAlarms.length));
  return { leadsH, misses: floods.length - leadsH.length, falseAlarms };
}

export function countAlarms(all: readonly Alarms[]): AlarmEvents {
  const leadsH = all.flatMap((each) => each.leadsH);
  return {
    hits: leadsH.length,
    misses: sum(all.map(({ misses }) => misses)),
    falseAlarms: sum(all.map(({ falseAlarms }) => falseAlarms)),
    medianLeadH: leadsH.length === 0 ? null : median(leadsH),
  };
}

function matchAtMark(own: readonly Case[], raiseAt: number): EventMatch {
  const floods = [...new Map(own.flatMap(({ flood }) => (flood === null ? [] : [[flood.passageAt, flood]]))).values()];
  const said = own.map(({ at, chances }) => ({ at, chance: chances['ours']! }));
  // No case is judged while the water stands at the mark: there its chance is 1.
  const stood = floods.flatMap(({ passageAt, endAt }) => [passageAt, endAt].map((at) => ({ at, chance: 1 })));
  const chances = [...said, ...stood].toSorted((a, b) => a.at - b.at);
  const match = matchEvents(floods, alarmEpisodes(chances, raiseAt), own[0]!.leadTimeH);
  // Judged in a dip of a flood alone, nothing could be said before its passage.
  const foretold = (at: number): boolean => own.some((each) => each.flood?.passageAt === at && each.at < at);
  return { ...match, floods: match.floods.filter(({ passageAt }) => foretold(passageAt)) };
}

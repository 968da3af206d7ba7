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

/** Tuned on nothing. */
const RAISE_AT = 0.5;

/**
 * The floods behind the cases of one lead time, and how the alarms stood to them. A silence lowers no alarm: one raised at a
 * quiet case, which stands for those around it, lasts until cases three hours apart are low.
 */
export function alarmEvents(cases: readonly Case[]): AlarmEvents & { floods: number } {
  const matches = [...Map.groupBy(cases, ({ station, markM }) => `${station} ${markM}`).values()].map(matchAtMark);
  const floods = matches.flatMap((match) => match.floods);
  const hits = floods.filter(({ outcome }) => outcome === 'hit');
  return {
    floods: floods.length,
    hits: hits.length,
    misses: floods.length - hits.length,
    falseAlarms: sum(matches.map(({ falseAlarms }) => falseAlarms.length)),
    medianLeadH: hits.length === 0 ? null : median(hits.map(({ leadTimeH }) => leadTimeH)),
  };
}

function matchAtMark(own: readonly Case[]): EventMatch {
  const floods = [...new Map(own.flatMap(({ flood }) => (flood === null ? [] : [[flood.passageAt, flood]]))).values()];
  const said = own.map(({ at, chances }) => ({ at, chance: chances['ours']! }));
  // No case is judged while the water stands at the mark: there its chance is 1.
  const stood = floods.flatMap(({ passageAt, endAt }) => [passageAt, endAt].map((at) => ({ at, chance: 1 })));
  const chances = [...said, ...stood].toSorted((a, b) => a.at - b.at);
  const match = matchEvents(floods, alarmEpisodes(chances, RAISE_AT), own[0]!.leadTimeH);
  // Judged in a dip of a flood alone, nothing could be said before its passage.
  const foretold = (at: number): boolean => own.some((each) => each.flood?.passageAt === at && each.at < at);
  return { ...match, floods: match.floods.filter(({ passageAt }) => foretold(passageAt)) };
}

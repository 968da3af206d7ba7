import type { Instant } from '../../lib/clock.ts';
import { FLOODS_APART_MS, LONGEST_FLOOD_MS } from '../observed/running-flood.ts';

/** A gauge that something was learned from. */
export interface PastGauge {
  /** Its id where it is one of the own network; `null` where it is a gauge of another river. */
  station: string | null;
  name: string;
  river: string;
}

/** Where and when each past situation was: `gauges[gaugeOf[place]]`, so many minutes after 1970. A gauge that is told at several paces stands there once for each. */
export interface Origins {
  gauges: readonly PastGauge[];
  gaugeOf: Uint8Array | Uint16Array;
  paces: readonly number[];
  /** By gauge: which of the paces, how many times as fast as it was. */
  paceOf: Uint8Array;
  minutes: Int32Array;
}

/** A past event of which situations like the present one were part. */
export interface SimilarEvent extends PastGauge {
  /** When it was most like now. */
  at: Instant;
  /** Of all paths, the share that was made from it. */
  share: number;
}

/** A path's past situation, and what the path weighs. */
export interface Member {
  gauge: PastGauge;
  at: Instant;
  weight: number;
}

const SHOWN = 5;

/**
 * The past events behind a set of paths, those behind most paths first: what happened on one river, or in the own network, within a day is one event,
 * named after the gauge that most of its paths come from.
 * @example two paths of three from Ganges on 12 June, one from Agde on 1 May → [{ name: 'Ganges', share: 2 / 3, … }, { name: 'Agde', share: 1 / 3, … }]
 */
export function similarEvents(members: readonly Member[]): SimilarEvent[] {
  const byRiver = Map.groupBy(members, ({ gauge }) => (gauge.station === null ? gauge.river : ''));
  return [...byRiver.values()]
    .flatMap(eventsOf)
    .map((event) => ({ event, share: weightOf(event) }))
    .toSorted((a, b) => b.share - a.share || b.event[0]!.at - a.event[0]!.at)
    .slice(0, SHOWN)
    .map(({ event, share }) => ({ ...mostLikeNow(event), share }));
}

function eventsOf(members: readonly Member[]): Member[][] {
  const events: Member[][] = [];
  for (const member of members.toSorted((a, b) => a.at - b.at)) {
    const event = events.at(-1);
    const goesOn =
      event && member.at - event.at(-1)!.at <= FLOODS_APART_MS && member.at - event[0]!.at <= LONGEST_FLOOD_MS;
    if (goesOn) event.push(member);
    else events.push([member]);
  }
  return events;
}

/** The gauge behind most of its paths, and the middle one of their moments. */
function mostLikeNow(event: readonly Member[]): Omit<SimilarEvent, 'share'> {
  const byGauge = [...Map.groupBy(event, ({ gauge }) => gauge).values()];
  const most = byGauge.reduce((best, each) => (weightOf(each) > weightOf(best) ? each : best));
  const middle = most[most.length >> 1]!;
  return { ...middle.gauge, at: middle.at };
}

function weightOf(members: readonly Member[]): number {
  return members.reduce((sum, { weight }) => sum + weight, 0);
}

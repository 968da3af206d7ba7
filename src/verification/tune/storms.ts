import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import { addContingency, type Contingency, emptyContingency } from '../contingency.ts';
import type { EventMatch, Flood } from '../match-events.ts';

/** What happened in one storm: all its floods at all marks, and the false alarms about it. Drawn anew as a whole. */
export interface StormTally extends Contingency {
  /** Of each flood, hours; 0 for a miss. */
  leadTimesH: readonly number[];
}

export type Tallies = ReadonlyMap<string, StormTally>;

const NEAR_MS = DAY_MS;
const nothing: StormTally = { ...emptyContingency, leadTimesH: [] };

/**
 * Names the storm that a moment belongs to: a flood of the lowest mark and the day around it; between the floods, the week. One
 * storm passes several marks, so its floods are no separate evidence.
 */
export function stormNamer(floodsOfLowestMark: readonly Flood[]): (at: Instant) => string {
  return (at) => {
    const near = floodsOfLowestMark.findIndex(
      ({ passageAt, endAt }) => at >= passageAt - NEAR_MS && at <= endAt + NEAR_MS,
    );
    return near === -1 ? `week ${Math.floor(at / (7 * DAY_MS))}` : `flood ${near}`;
  };
}

/** Adds one match to the tallies of the storms. */
export function tallyStorms(match: EventMatch, stormOf: (at: Instant) => string, before: Tallies = new Map()): Tallies {
  const tallies = new Map(before);
  const add = (at: Instant, more: Partial<StormTally>): void => {
    const name = stormOf(at);
    const own = tallies.get(name) ?? nothing;
    const { leadTimesH = [], ...counts } = more;
    const sum = addContingency(own, { ...emptyContingency, ...counts });
    tallies.set(name, { ...sum, leadTimesH: [...own.leadTimesH, ...leadTimesH] });
  };
  for (const { passageAt, outcome, leadTimeH } of match.floods) {
    add(passageAt, { ...(outcome === 'hit' ? { hits: 1 } : { misses: 1 }), leadTimesH: [leadTimeH] });
  }
  for (const { from } of match.falseAlarms) add(from, { falseAlarms: 1 });
  return tallies;
}

export function totalOf(tallies: Iterable<StormTally>): StormTally {
  const all = { hits: 0, misses: 0, falseAlarms: 0 };
  const leadTimesH: number[] = [];
  for (const each of tallies) {
    all.hits += each.hits;
    all.misses += each.misses;
    all.falseAlarms += each.falseAlarms;
    for (const leadTimeH of each.leadTimesH) leadTimesH.push(leadTimeH);
  }
  return { ...all, leadTimesH };
}

import { scoreContingency } from '../../src/verification/contingency.ts';
import { type AlarmEvents, type Alarms, alarmsAt, countAlarms } from './alarm-events.ts';
import type { Case } from './case.ts';

/** What alarms at thresholds chosen on the other years were worth. */
export interface ChosenAlarms extends AlarmEvents {
  /** The lowest and the highest chosen. */
  raiseAt: [number, number];
}

const THRESHOLDS = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];

/**
 * Each calendar year is judged at the chance that the other years chose: the one of the highest CSI, of equals the lowest. All
 * marks and gauges of `pool` choose together, since one mark has seen few floods. `null` where fewer than two years saw a flood.
 */
export function chosenAlarms(cases: readonly Case[], pool: readonly Case[]): ChosenAlarms | null {
  const tried = new Map(
    [...Map.groupBy(pool, yearOf)].map(([year, own]) => [year, THRESHOLDS.map((raiseAt) => alarmsAt(raiseAt, own))]),
  );
  if ([...tried.values()].filter(([lowest]) => floodsIn(lowest!) > 0).length < 2) return null;
  const judged = [...Map.groupBy(cases, yearOf)].map(([year, own]) => {
    const raiseAt = choose([...tried].flatMap(([other, alarms]) => (other === year ? [] : [alarms])));
    return { raiseAt, alarms: alarmsAt(raiseAt, own) };
  });
  const chosen = judged.map(({ raiseAt }) => raiseAt);
  return {
    ...countAlarms(judged.map(({ alarms }) => alarms)),
    raiseAt: [Math.min(...chosen), Math.max(...chosen)],
  };
}

function floodsIn({ leadsH, misses }: Alarms): number {
  return leadsH.length + misses;
}

function choose(others: readonly (readonly Alarms[])[]): number {
  const skills = THRESHOLDS.map((_, index) => scoreContingency(countAlarms(others.map((each) => each[index]!))).csi!);
  return THRESHOLDS[skills.indexOf(Math.max(...skills))]!;
}

/** A flood belongs to the year in which it passed the mark. */
function yearOf({ at, flood }: Case): number {
  return new Date(flood?.passageAt ?? at).getUTCFullYear();
}

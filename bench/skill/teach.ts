import { assembleSample } from '../../src/forecast/learn/assemble-sample.ts';
import { fitNetwork, type NetworkFit } from '../../src/forecast/learn/fit-network.ts';
import type { PriorLesson } from '../../src/forecast/learn/prior.ts';
import { type RiverRecord, toldByGauge } from '../../src/forecast/learn/river-record.ts';
import type { Instant } from '../../src/lib/clock.ts';
import { type References, references } from './references.ts';

/** By gauge, and by how many levels of the tree are seen (0 or 1); `null` where too little was seen. */
export type ReferencesFor = (station: string, depth: number) => References | null;

/** A fit, and the references that learned from the same record: from as many quiet hours however long it is, and from a flood that still runs too. */
export interface Taught {
  fit: NetworkFit;
  referencesFor: ReferencesFor;
  fitCpuS: number;
}

const FEWEST_ROWS = 500;
/** References name no past events. */
const NOWHERE = { station: null, name: '', river: '' };

export function teach(
  learning: RiverRecord,
  prior: readonly PriorLesson[],
  until: Instant,
  forReferences = prior,
): Taught {
  const before = process.cpuUsage();
  const fit = fitNetwork(learning, prior, until);
  const used = process.cpuUsage(before);
  return {
    fit,
    referencesFor: teachReferences(learning, forReferences, until),
    fitCpuS: (used.user + used.system) / 1e6,
  };
}

/**
 * Where there is a prior, all gauges of all rivers teach the references too; from its own record alone each gauge teaches its
 * own, which is the stronger persistence.
 */
export function teachReferences(learning: RiverRecord, prior: readonly PriorLesson[], until: Instant): ReferencesFor {
  const rows = learning.stations.flatMap((station) => {
    const told = toldByGauge(learning, station, { until, quietThinning: 6, weight: 1 });
    return told === null ? [] : [{ station: station.id, rows: told.rows }];
  });
  const known = new Map<string, References | null>();
  const learn = (station: string, depth: number): References | null => {
    const own = prior.length > 0 ? rows : rows.filter((each) => each.station === station);
    const lessons = [...prior, ...own].map((each) => ({
      gauge: NOWHERE,
      pace: 1,
      rows: each.rows,
      isReal: true,
      foldOf: () => 0,
      blockOf: () => 0,
    }));
    const sample = assembleSample(lessons, depth, false);
    return sample.count < FEWEST_ROWS ? null : references(sample);
  };
  return (station, depth) => {
    const key = prior.length > 0 ? `${depth}` : `${station} ${depth}`;
    if (!known.has(key)) known.set(key, learn(station, depth));
    return known.get(key)!;
  };
}

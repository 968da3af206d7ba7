import { parentPort, workerData } from 'node:worker_threads';
import type { Instant } from '../../lib/clock.ts';
import type { Station } from '../../territory/station.ts';
import { fitNetwork, type NetworkFit, normalsAt } from '../fit-network.ts';
import { priorLessons } from '../prior.ts';
import { createRiverRecord, scalesUntil } from '../river-record.ts';
import type { Series } from '../series.ts';
import { readPrior } from './prior-file.ts';

/** What one run of the worker is given: it fits once and ends. */
export interface FitTask {
  stations: readonly Station[];
  /** Accepted readings only. */
  series: ReadonlyMap<string, Series>;
  until: Instant;
  /** Rivers of the shipped prior to leave out; `null` for no prior at all. */
  priorWithout: readonly string[] | null;
  /** A fit that is still good: only its usual levels are brought up to date. */
  keep: NetworkFit | null;
}

/** Runs in a thread of its own, so that a fit of seconds delays no reading and no alert. */
function run({ stations, series, until, priorWithout, keep }: FitTask): NetworkFit {
  const scales = keep?.scales ?? scalesUntil(stations, series, until);
  const record = createRiverRecord(stations, series, scales);
  if (keep !== null) return { ...keep, normals: normalsAt(record, until), levelledAt: until };
  return fitNetwork(record, priorWithout === null ? [] : priorLessons(readPrior(), priorWithout), until);
}

const task: FitTask = workerData;
parentPort?.postMessage(run(task), []);

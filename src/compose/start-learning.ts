import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { createFitter, type Fitter } from '../forecast/io/fitter.ts';
import type { Clock, Instant } from '../lib/clock.ts';
import type { ReadingStore } from '../reading/reading-store.ts';
import type { SqliteStores } from '../store/sqlite/stores.ts';
import type { Tuner } from '../verification/tuner.ts';
import { startTuner } from './start-tuner.ts';

export interface LearningParts {
  stores: SqliteStores;
  readings: ReadingStore;
  clock: Clock;
  log: Logger;
  /** Rivers that the forecast may not have learned from beforehand. */
  priorWithout: readonly string[];
}

/** What learns from the river's own past, each in a thread of its own: the forecast, and rules that staff ask about. */
export function startLearning(
  { network, dataFolder }: Config,
  parts: AsyncDisposableStack,
  { stores, readings, clock, log, priorWithout }: LearningParts,
): { fitter: Fitter; tuner: Tuner } {
  const fitter = createFitter({
    network,
    readings,
    // What was imported before imports had numbers is known by the record alone.
    importedAt: () => later(stores.record.lastAt('readings.imported'), stores.imports.changedAt()),
    file: join(dataFolder, 'forecast-model.bin'),
    priorWithout,
    log,
  });
  parts.defer(() => fitter.close());
  const tuner = startTuner({ ...stores, clock, network, readings, folder: dataFolder, priorWithout, log });
  parts.defer(() => tuner.close());
  return { fitter, tuner };
}

function later(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

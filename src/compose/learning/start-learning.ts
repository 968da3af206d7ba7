import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../../config/config.ts';
import { createFitter, type Fitter } from '../../forecast/io/fitter.ts';
import { type Clock, type Instant, machineClock } from '../../lib/clock.ts';
import { iso } from '../../lib/units.ts';
import type { ReadingStore } from '../../reading/reading-store.ts';
import { createLearningGuard, type LearningGuard } from '../../store/learning-guard.ts';
import type { SqliteStores } from '../../store/sqlite/stores.ts';
import type { Tuner } from '../../verification/tune/tuner.ts';
import { asSeen } from './as-seen.ts';
import { removeOldHindcasts } from './hindcast-files.ts';
import { startTuner } from './start-tuner.ts';

export interface LearningParts {
  stores: SqliteStores;
  readings: ReadingStore;
  /** Throws where the past cannot be given whole. */
  whole: Pick<ReadingStore, 'window'>;
  clock: Clock;
  log: Logger;
  /** Rivers that the forecast may not have learned from beforehand. */
  priorWithout: readonly string[];
}

/** What learns from the river's own past, each in a thread of its own: the forecast, and rules that staff ask about. */
export function startLearning(
  { network, communes, dataFolder }: Config,
  parts: AsyncDisposableStack,
  { stores, readings, whole, clock, log, priorWithout }: LearningParts,
): { fitter: Fitter; tuner: Tuner } {
  const fitter = createFitter({
    network,
    readings,
    whole,
    // What was imported before imports had numbers is known by the record alone.
    importedAt: asSeen(clock, () => later(stores.record.lastAt('readings.imported'), stores.imports.changedAt())),
    excludedAt: asSeen(clock, () =>
      later(stores.record.lastAt('reading.excluded'), stores.record.lastAt('reading.restored')),
    ),
    file: join(dataFolder, 'forecast-model.bin'),
    priorWithout,
    log,
  });
  parts.defer(() => fitter.close());
  const guard = createLearningGuard(join(dataFolder, 'learning.json'), machineClock);
  const until = guard.heldBackUntil();
  if (until !== null) {
    log.error(
      { until: iso(until) },
      'the service ended while the forecast learned, as it does where memory runs out: it learns again from then on, and forecasts until then by what it knows',
    );
  }
  const old = removeOldHindcasts(dataFolder, network.stations.values(), communes.values());
  if (old.length > 0) log.info({ files: old.length }, 'forecasts of the past of an earlier version were removed');
  const past = { ...stores, clock, network, communes, readings: whole };
  const tuner = startTuner({ ...past, folder: dataFolder, priorWithout, log });
  parts.defer(() => tuner.close());
  return { fitter: guarded(fitter, guard, tuner.beginAgain), tuner };
}

/** `learned`: nothing more is to be learned now. While that is held back memory may be what is short, and nothing else begins by itself. */
function guarded(fitter: Fitter, guard: LearningGuard, learned: () => void): Fitter {
  return {
    ...fitter,
    async refresh(now) {
      await fitter.loaded();
      return (await guard.attempt(() => fitter.refresh(now).finally(learned))) ?? 'not-due';
    },
    status() {
      const status = fitter.status();
      return { ...status, isFailing: status.isFailing || guard.heldBackUntil() !== null };
    },
  };
}

function later(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

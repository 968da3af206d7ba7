import type { Logger } from 'pino';
import type { Fitter } from '../../forecast/io/fitter.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Metrics } from '../../lib/metrics.ts';
import type { ReadingExclusions } from '../../reading/exclusions/exclude-readings.ts';
import type { TakeBackImports } from '../../reading/imports/take-back-imports.ts';
import type { KeptReadings } from '../keep-readings.ts';

export interface RefitParts extends Pick<KeptReadings, 'clockBehind' | 'clockSetBack'> {
  fitter: Pick<Fitter, 'refresh' | 'model' | 'loaded' | 'status'>;
  imports: Pick<TakeBackImports, 'finish'>;
  exclusions: Pick<ReadingExclusions, 'finishElsewhere'>;
  clock: Clock;
  metrics: Pick<Metrics, 'fitFailures'>;
  log: Logger;
}

/**
 * Learns what is due, after what was cut short of taking readings out of what counts: nothing is learned from what nobody stands by. By a clock that is
 * behind, as in 1970, only what came before that would be learned, in place of what is known.
 */
export function createRefit({ fitter, imports, exclusions, clock, metrics, log, ...kept }: RefitParts) {
  const isOfLater = () => (fitter.status().fittedAt ?? Number.NEGATIVE_INFINITY) > clock.now();
  return async (): Promise<void> => {
    await imports
      .finish()
      .catch((error: unknown) => log.error({ err: error }, 'an import is not taken back yet: tried again'));
    await exclusions
      .finishElsewhere()
      .catch((error: unknown) => log.error({ err: error }, 'readings are not excluded everywhere yet: tried again'));
    await fitter.loaded();
    if (kept.clockBehind() !== null || (kept.clockSetBack() !== null && isOfLater())) return;
    const done = await fitter.refresh(clock.now()).catch((error: unknown) => {
      metrics.fitFailures.inc();
      throw error;
    });
    if (done === 'fitted' || done === 'levelled') log.info({ model: fitter.model.version }, `forecast ${done}`);
  };
}

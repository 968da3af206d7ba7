import type { Logger } from 'pino';
import { tellSparingly } from '../lib/io/tell-sparingly.ts';
import type { Metrics } from '../lib/metrics.ts';
import type { RecentFaults } from './recent-faults.ts';

/** Is told what failed, and where: at which gauge, in which commune, of which event. */
export type Failed = (place: string, error: unknown) => void;

export interface Failures {
  /** A gauge or commune could not be judged, or not by all that is known. */
  failed: Failed;
  /** A page goes without it. */
  notShown: Failed;
}

export function tellFailures(
  metrics: Pick<Metrics, 'assessFailures' | 'showFailures'>,
  faults: Pick<RecentFaults, 'note'>,
  log: Pick<Logger, 'error'>,
): Failures {
  const faultLog = tellSparingly(log);
  return {
    failed(place, err) {
      metrics.assessFailures.inc({ place });
      faults.note('assessing');
      faultLog.error({ err, place }, 'assessment failed');
    },
    notShown(place, err) {
      metrics.showFailures.inc();
      faults.note('showing');
      faultLog.error({ err, place }, 'a page goes without what cannot be read');
    },
  };
}

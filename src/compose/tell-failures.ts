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

/** A whole round, and whatever is neither a gauge nor a commune: an event, an exercise. The log names it. */
const WHOLE = 'round';
const OTHER = 'other';

/** `places`: the gauges and communes that are judged. */
export function tellFailures(
  metrics: Pick<Metrics, 'assessFailures' | 'showFailures'>,
  faults: Pick<RecentFaults, 'note'>,
  log: Pick<Logger, 'error'>,
  places: Iterable<string>,
): Failures {
  const known = new Set([WHOLE, OTHER, ...places]);
  // A figure that is not there before the first failure does not grow with it, to whoever watches it grow.
  for (const place of known) metrics.assessFailures.inc({ place }, 0);
  const faultLog = tellSparingly(log);
  return {
    failed(place, err) {
      metrics.assessFailures.inc({ place: known.has(place) ? place : OTHER });
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

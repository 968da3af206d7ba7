import { HORIZONS_H } from '../observed/horizons.ts';
import { emptySteps, type Steps } from './steps.ts';

/** In bankfull rises an hour. Of seven rivers the pace at which the log score is best (docs/forecast-tried.md, thirty-second round). */
const PACE = 0.1;

/**
 * One path more than the past gives, for what it has not shown: of n paths that all stay below a mark the next one passes it in about one
 * case of n + 1 (Laplace's rule of succession), and so it came, where nothing had been seen coming, once in a thousand times within half a
 * day, not once in a hundred thousand.
 * @example of 540 paths none passes a mark half a bankfull rise above the water: within 6 h its chance is 1 / 541, within 3 h next to none
 */
export function unforeseen(): Steps {
  const rises = emptySteps(1);
  for (const [step, leadTimeH] of HORIZONS_H.entries()) rises[step]![0] = PACE * leadTimeH;
  return rises;
}

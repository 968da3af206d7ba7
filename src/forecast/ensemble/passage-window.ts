import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import { passageCurve } from './exceedance-probability.ts';
import type { PathEnsemble } from './path-ensemble.ts';
import { atLeadTime } from './running-maxima.ts';

/** When the mark is passed, given that it is: the 10, 50 and 90 % points of the first passage. */
export interface PassageWindow {
  p10At: Instant;
  p50At: Instant;
  p90At: Instant;
}

/** Whoever reads a window at a moment is told of none that is over: it would be of water to come, and was of water that has not come. */
export function isOver({ p90At }: Pick<PassageWindow, 'p90At'>, now: Instant): boolean {
  return p90At <= now;
}

/** Below this chance a time of passage would rest on next to nothing. */
const LEAST_CHANCE = 0.01;

/**
 * When the mark (m) is passed, given that it is within the lead time. `null` where the stage stands at it already, or hardly any path passes.
 * @example a chance of .05, .1, .2 and .6 by 0.5, 1, 2 and 6 h, asked for 6 h: 0.6 h, 3 h and 5.4 h from now
 */
export function passageWindow(
  ensemble: PathEnsemble,
  markM: number,
  leadTimeH: number,
  curve: readonly number[] = passageCurve(ensemble, markM),
): PassageWindow | null {
  if (ensemble.stageM >= markM) return null;
  const all = atLeadTime(curve, ensemble.leadTimesH, leadTimeH);
  if (all < LEAST_CHANCE) return null;
  const at = (share: number): Instant => {
    const hours = Math.min(leadTimeH, whenReached(curve, ensemble.leadTimesH, share * all));
    return Math.round(ensemble.issuedAt + hours * HOUR_MS);
  };
  return { p10At: at(0.1), p50At: at(0.5), p90At: at(0.9) };
}

/** The lead time at which the curve reaches a chance, starting from 0 now. */
function whenReached(curve: readonly number[], leadTimesH: readonly number[], chance: number): number {
  const next = curve.findIndex((each) => each >= chance);
  if (next === -1) return leadTimesH.at(-1)!;
  const [fromH, from] = next === 0 ? [0, 0] : [leadTimesH[next - 1]!, curve[next - 1]!];
  return fromH + ((chance - from) / (curve[next]! - from)) * (leadTimesH[next]! - fromH);
}

import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import type { Station } from '../../territory/station.ts';
import {
  isAccepted,
  isByPerson,
  type Observation,
  type QualityFlag,
  type QualityTest,
  type Reading,
} from '../reading.ts';
import { between } from '../since.ts';
import { hasStopped, isStuck } from './flat-line.ts';
import { judgeJump } from './jump.ts';
import { assumedLimits, type JumpLimits } from './jump-limits.ts';
import type { Neighbour } from './quality-neighbours.ts';
import { unitSlip } from './unit-slip.ts';

/** How much of the past the tests look at: fetch this much of each series before the observation. */
export const QUALITY_WINDOW_MS = 12 * HOUR_MS;

/** Later than this, and than the gauge always is, it can no longer warn anybody. */
const LATE_MS = HOUR_MS;

export interface QualityContext {
  station: Station;
  receivedAt: Instant;
  /** The recent readings of the same series as received by now, oldest first, whatever their quality. */
  own: readonly Reading[];
  /** The nearest gauges above and below (`qualityNeighbours`); empty where there are none. */
  neighbours: readonly Neighbour[];
  /** Learnt from the gauge's own record (`learnJumpLimits`); while there is none, its `bankfullRiseM` must do. */
  limits?: JumpLimits;
  /** Where the instrument counts from, in metres of the stage; 0 where it says the value itself. */
  zeroM?: number;
}

export interface Quality {
  quality: QualityFlag;
  tests: readonly QualityTest[];
}

/**
 * Judges one observation by what had been received before it, in the terms of QARTOD's manual for water level data (2021):
 * gross range, rate of change, spike, flat line. Nothing that comes in later changes the verdict; it is confirmed or not by the
 * next reading, which is judged on its own. A value received more than an hour late stays usable as history: it keeps its flag
 * and carries the test `late`.
 * @example a stage of 1000 m at a gauge whose maxValue is 12 → { quality: 'fail', tests: ['gross-range'] }
 */
export function assessQuality(observation: Observation, context: QualityContext): Quality {
  const { station } = context;
  const lateMs = LATE_MS + station.delayMin * MINUTE_MS;
  const late: QualityTest[] = context.receivedAt - observation.observedAt > lateMs ? ['late'] : [];
  if (observation.value < station.minValue || observation.value > station.maxValue) {
    return { quality: 'fail', tests: ['gross-range', ...late] };
  }
  const { own, zeroM = 0 } = context;
  const slipped = unitSlip(observation, own, station, context.neighbours, zeroM);
  // Rain starts from nothing and discharge has no bankfull scale: their range, and the unit, is all that is known of them.
  if (observation.quantity !== 'stage') {
    return slipped !== null ? { quality: 'suspect', tests: ['unit-slip', ...late] } : { quality: 'pass', tests: late };
  }
  const { observedAt } = observation;
  const from = observedAt - QUALITY_WINDOW_MS;
  const past = between(own, from, observedAt);
  const before = past.some(isFail) ? past.filter((each) => !isFail(each)) : past;
  // After a long silence one value alone is no flood: it is held against the last that was believed, and the next confirms it.
  const known = before.length > 0 ? before : between(own, Number.NEGATIVE_INFINITY, from).filter(isAccepted).slice(-1);
  // What a person read says nothing of whether the sensor moves.
  const sensed = known.some(isByPerson) ? known.filter((each) => !isByPerson(each)) : known;
  // Whether a gauge stands so by habit its record must tell.
  const mayTell = context.limits !== undefined && !context.limits.standsByHabit;
  if (
    isStuck(observation, sensed, station, context.neighbours) ||
    (mayTell && hasStopped(observation, sensed, station))
  ) {
    return { quality: 'suspect', tests: ['flat-line', ...late] };
  }
  const jumpFrom = (before: readonly Reading[]) =>
    judgeJump(observation, before, station, context.neighbours, context.limits ?? assumedLimits);
  const found = jumpFrom(known);
  // What a person read confirms a rise and contradicts a fall; where it was too low, a rise from the sensor's own is none the worse for it.
  const mayExplain = sensed !== known && sensed.some(isAccepted);
  const jump = found === 'rate-of-change' && mayExplain ? jumpFrom(sensed) : found;
  if (slipped !== null) {
    // Where the next value lies elsewhere the river rose after all, and that one confirms it.
    const rise: QualityTest[] = slipped === 'up' ? ['rate-of-change'] : [];
    return { quality: 'suspect', tests: [...(jump === null ? rise : [jump]), 'unit-slip', ...late] };
  }
  if (jump !== null) return { quality: 'suspect', tests: [jump, ...late] };
  // Nothing that was believed to hold it against: alone it must not alarm a town.
  return { quality: known.some(isAccepted) ? 'pass' : 'not-evaluated', tests: late };
}

function isFail({ quality }: Reading): boolean {
  return quality === 'fail';
}

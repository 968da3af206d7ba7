import { MINUTE_MS } from '../../lib/units.ts';
import type { Station } from '../../territory/station.ts';
import { isAccepted, isByPerson, type Reading } from '../reading.ts';
import { columnsOf, standsByHabit } from './standstill.ts';

/** How far a gauge's own limits lie from those that its `bankfullRiseM` alone gives: 1 is those, 0.5 half of them. */
export interface JumpLimits {
  rise: number;
  fall: number;
  /** It stands still amid rises so often that this is no sign of a jam (`standsByHabit`). */
  standsByHabit?: true;
}

export const assumedLimits: JumpLimits = { rise: 1, fall: 1 };

/** A record shorter than this (two weeks of ten minutes) has not seen enough of the river. */
const ENOUGH_READINGS = 2_000;
/** The steepest movement of the record, this many times, is believed at once: the next flood may be greater. */
const RISE_MARGIN = 3;
const FALL_MARGIN = 2;
/** However calm the record: a rise beyond its limit waits for one reading, no more, so that limit may be tight. */
const TIGHTEST_RISE = 0.4;
/** A fall beyond its limit is not believed for an hour, and a calm record knows nothing of how a flood falls. */
const TIGHTEST_FALL = 1;
/** Beyond, the record is more likely sick than the river so wild. */
const WIDEST = 3;

/**
 * The highest rise between two readings that is believed at once: half the bankfull rise in ten minutes (the recorded flash
 * floods reach 0.57), more over a longer gap, never less than 0.3 m.
 * @example riseLimitM(2, 10, assumedLimits) // 1  @example riseLimitM(2, 15, assumedLimits) // 1.5
 */
export function riseLimitM(bankfullRiseM: number, gapMin: number, { rise }: JumpLimits): number {
  return Math.max(0.3, rise * bankfullRiseM * Math.min(Math.max(0.05 * gapMin, 0.5), 2));
}

/** No fall limit is smaller. */
export const LEAST_FALL_LIMIT_M = 0.2;

/** @example fallLimitM(2, 10, assumedLimits) // 0.6 */
export function fallLimitM(bankfullRiseM: number, gapMin: number, { fall }: JumpLimits): number {
  return Math.max(LEAST_FALL_LIMIT_M, fall * bankfullRiseM * Math.min(Math.max(0.03 * gapMin, 0.3), 1));
}

/**
 * Learns a gauge's limits from its own record, oldest first: the steepest rise and fall that the reading after confirmed.
 * `null` while the record is too short.
 */
export function learnJumpLimits(record: readonly Reading[], { bankfullRiseM }: Station): JumpLimits | null {
  // From the sensor to what a person read beside a jammed one is no step of the river.
  const accepted = record.filter((each) => isAccepted(each) && !isByPerson(each));
  if (accepted.length < ENOUGH_READINGS) return null;
  const steepest = { rise: 0, fall: 0 };
  for (const [index, each] of accepted.entries()) {
    const earlier = accepted[index - 1];
    const later = accepted[index + 1];
    if (!earlier || !later) continue;
    const step = each.value - earlier.value;
    // A jump that the next reading takes back by half was none, nor is its taking back a fall.
    if ((later.value - earlier.value) * Math.sign(step) < Math.abs(step) / 2) continue;
    if (Math.abs(each.value - (accepted[index - 2] ?? earlier).value) < Math.abs(step) / 2) continue;
    const gapMin = (each.observedAt - earlier.observedAt) / MINUTE_MS;
    const assumed = step > 0 ? riseLimitM : fallLimitM;
    const way = step > 0 ? 'rise' : 'fall';
    steepest[way] = Math.max(steepest[way], Math.abs(step) / assumed(bankfullRiseM, gapMin, assumedLimits));
  }
  return {
    rise: Math.min(Math.max(TIGHTEST_RISE, RISE_MARGIN * steepest.rise), WIDEST),
    fall: Math.min(Math.max(TIGHTEST_FALL, FALL_MARGIN * steepest.fall), WIDEST),
    ...(standsByHabit(columnsOf(accepted), accepted.length, bankfullRiseM) && { standsByHabit: true }),
  };
}

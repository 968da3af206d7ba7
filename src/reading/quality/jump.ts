import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import { noiseOf, proofMs, type Station } from '../../territory/station.ts';
import { toldMeanwhile } from '../by-person/overtaken-at.ts';
import { isAccepted, isByPerson, isRead, type Point, type Reading } from '../reading.ts';
import { fallLimitM, type JumpLimits, LEAST_FALL_LIMIT_M, riseLimitM } from './jump-limits.ts';
import { hasRisen, type Neighbour } from './quality-neighbours.ts';

/** A fall that no river makes is believed after so long of steady readings: the gauge was reset or a gate was opened. */
const FALL_PROOF_MS = HOUR_MS;
const FALL_PROOF_READINGS = 3;
/** Steps of readings that come faster than this add up: each alone may be small. */
const STEPS_ADD_UP_MS = 10 * MINUTE_MS;
/** A rise that is believed may become so much faster from one reading to the next. */
const FASTER = 2;
/** Intervals: what comes later has lost a reading between. */
const NEXT_WITHIN = 1.5;
/** So many falls that no river makes, within these hours, and the gauge is sick: it may jump up and down for days. */
const SICK_FALLS = 3;
const SICK_WINDOW_MS = 6 * HOUR_MS;

/**
 * Compares a stage with the last accepted one. The two directions are treated differently on purpose: a flash flood rises by
 * more than a metre in a quarter of an hour and must get through with the next reading at the latest, whereas no river falls
 * like that, and a false fall ends an alert.
 */
export function judgeJump(
  observation: Point,
  before: readonly Reading[],
  station: Station,
  neighbours: readonly Neighbour[],
  limits: JumpLimits,
): 'rate-of-change' | 'spike' | null {
  const previous = before.at(-1);
  const base = lastBelieved(before, station, limits);
  // From the sensor to what a person read, and back, is no step of either.
  const sensed = before.some(isByPerson) ? before.filter((each) => !isByPerson(each)) : before;
  if (isRestless(observation, sensed, station, limits)) return 'spike';
  if (!previous || !base) return null;
  const gapMin = (observation.observedAt - previous.observedAt) / MINUTE_MS;
  if (observation.value >= base.value) {
    const rise = observation.value - lowestLately(observation, before, base);
    const limit = riseLimitM(station.bankfullRiseM, gapMin, limits);
    if (rise <= limit || risesFurther(observation, sensed, previous, base, station, limit)) return null;
    // Told once that it rises so fast: each reading that rises no faster would be doubted anew.
    const pace = previous === base ? rose(previous, sensed) : 0;
    if (pace > limit && rise <= FASTER * pace) return null;
    return rise <= 2 * limit && upstreamRose(observation, neighbours) ? null : 'rate-of-change';
  }
  const fall = base.value - observation.value;
  const limit = fallLimitM(station.bankfullRiseM, gapMin, limits);
  // No river falls faster than it rose, but as fast it may. Asked at every message: most falls are small.
  if (fall <= limit || fall <= steepestRise(sensed)) return null;
  if (takesBack(observation, before, station, limits, limit)) return null;
  return staysDown(observation, before, base, station, limit) ? null : 'spike';
}

/**
 * Is this the reading after a lone spike? The river did not rise, one reading stood so high that only a risen gauge above had it believed,
 * and the very next lies where the river was before. Then the spike was no rise, and its end is no fall: held against the spike, a falling
 * river would be doubted for as long as it falls. It is a fall as any other, since it could end an alert, where a reading is missing between
 * them, where the river was rising, or where it lies lower than before by more than half of the fall that is believed.
 */
function takesBack(
  { observedAt, value }: Point,
  before: readonly Reading[],
  { bankfullRiseM, intervalMin }: Station,
  limits: JumpLimits,
  fallM: number,
): boolean {
  const [first, earlier, lone] = before.slice(-3);
  if (!first || !earlier || !lone) return false;
  if (![first, earlier, lone].every((each) => isAccepted(each) && !isByPerson(each))) return false;
  const gapMin = (lone.observedAt - earlier.observedAt) / MINUTE_MS;
  const isNext = observedAt - earlier.observedAt <= 2 * NEXT_WITHIN * intervalMin * MINUTE_MS;
  const isLone = earlier.value <= first.value && lone.value - earlier.value > riseLimitM(bankfullRiseM, gapMin, limits);
  return isNext && isLone && earlier.value - value <= fallM / 2;
}

/**
 * What the next value is held against: the last that was believed. But where a person read more than the sensor said while that was being
 * entered, and the sensor's first value after it lies further below than a river falls, the person is right and not the sensor.
 */
function lastBelieved(before: readonly Reading[], { bankfullRiseM }: Station, limits: JumpLimits): Reading | undefined {
  const last = before.findLast(isAccepted);
  const read = before.findLast(isRead);
  if (!last || !read || isByPerson(last) || read.value <= last.value || !toldMeanwhile(read, last)) return last;
  const first = before.find((each) => isAccepted(each) && each.observedAt > read.observedAt) ?? last;
  const gapMin = (first.observedAt - read.observedAt) / MINUTE_MS;
  return read.value - first.value > fallLimitM(bankfullRiseM, gapMin, limits) ? read : last;
}

/** The lowest that was believed in the last minutes, since the last jump. */
function lowestLately({ observedAt }: Point, before: readonly Reading[], base: Reading): number {
  let lowest = base.value;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const each = before[at]!;
    if (each.observedAt < observedAt - STEPS_ADD_UP_MS || hasJumped(each)) break;
    if (isAccepted(each)) lowest = Math.min(lowest, each.value);
  }
  return lowest;
}

/** How much the gauge rose to its last reading in the last minutes, since its last jump; 0 where a person read that. */
function rose(previous: Reading, before: readonly Reading[]): number {
  if (isByPerson(previous)) return 0;
  let lowest = previous.value;
  for (let at = before.length - 2; at >= 0; at -= 1) {
    const each = before[at]!;
    if (each.observedAt < previous.observedAt - STEPS_ADD_UP_MS) break;
    if (isAccepted(each) || hasJumped(each)) lowest = Math.min(lowest, each.value);
    if (hasJumped(each)) break;
  }
  return previous.value - lowest;
}

function hasJumped({ tests }: Reading): boolean {
  return tests.includes('rate-of-change');
}

/** The readings before had already jumped up: where it still is so a while later it is the river. */
function risesFurther(
  { observedAt }: Point,
  before: readonly Reading[],
  previous: Reading,
  base: Reading,
  station: Station,
  limit: number,
): boolean {
  if (previous !== base) {
    const first = before.find((each) => each.observedAt > base.observedAt && hasJumped(each));
    return first !== undefined && hasJumped(previous) && observedAt - first.observedAt >= proofMs(station);
  }
  if (isByPerson(previous)) return false;
  const earlier = before.at(-2);
  const isBelieved = earlier !== undefined && (isAccepted(earlier) || hasJumped(earlier));
  return isBelieved && previous.value - earlier.value > limit;
}

function isRestless(observation: Point, before: readonly Reading[], station: Station, limits: JumpLimits): boolean {
  let falls = 0;
  let later: Point = observation;
  const from = observation.observedAt - SICK_WINDOW_MS;
  for (let at = before.length - 1; at >= 0 && before[at]!.observedAt >= from; at -= 1) {
    const earlier = before[at]!;
    const fall = earlier.value - later.value;
    // Asked at every message: most steps are small.
    if (fall > LEAST_FALL_LIMIT_M) {
      const gapMin = (later.observedAt - earlier.observedAt) / MINUTE_MS;
      if (fall > fallLimitM(station.bankfullRiseM, gapMin, limits)) falls += 1;
    }
    later = earlier;
  }
  return falls >= SICK_FALLS;
}

/** The highest step up between two readings; one that the next reading takes back whole was no rise. */
function steepestRise(before: readonly Reading[]): number {
  const accepted = before.filter(isAccepted);
  let steepest = 0;
  for (const [index, each] of accepted.entries()) {
    const [earlier, later] = [accepted[index - 1], accepted[index + 1]];
    if (earlier && !(later && later.value <= earlier.value)) steepest = Math.max(steepest, each.value - earlier.value);
  }
  return steepest;
}

/**
 * A fall is believed once the readings of an hour, this one included, lie low and close together; after one that stood alone they may also lie
 * on a falling line. Against a person who saw the water it is no proof.
 */
function staysDown(
  observation: Point,
  before: readonly Reading[],
  base: Reading,
  station: Station,
  limit: number,
): boolean {
  if (isByPerson(base)) return false;
  const lowForMs = Math.max(FALL_PROOF_MS, FALL_PROOF_READINGS * station.intervalMin * MINUTE_MS);
  const low = before.filter(
    (each) => each.observedAt > base.observedAt && each.observedAt >= observation.observedAt - lowForMs,
  );
  const first = low[0];
  if (!first || first.observedAt > observation.observedAt - 0.8 * lowForMs) return false;
  const values = [...low.map((each) => each.value), observation.value];
  if (values.length <= FALL_PROOF_READINGS || Math.max(...values) >= base.value - limit) return false;
  if (spread(values) <= limit / 4) return true;
  if (!stoodAlone(base, first, before, station, limit)) return false;
  // One line on which no more falls in all that time than is believed of one reading: so a river falls.
  const fell = first.value - observation.value;
  const lasted = observation.observedAt - first.observedAt;
  const offLine = [...low, observation].map(
    (each) => each.value + (fell * (each.observedAt - first.observedAt)) / lasted,
  );
  return fell > 0 && fell <= limit && spread(offLine) <= Math.min(limit / 4, LEAST_FALL_LIMIT_M / 2);
}

/**
 * The last that was believed stood alone: the river did not rise before it, and lies where it was after it. A gauge that has slipped, or whose
 * battery dies, lies elsewhere.
 */
function stoodAlone(base: Reading, low: Reading, before: readonly Reading[], station: Station, fallM: number): boolean {
  const [first, earlier] = before.filter((each) => isAccepted(each) && each.observedAt < base.observedAt).slice(-2);
  if (!first || !earlier) return false;
  return earlier.value - first.value <= noiseOf(station) && earlier.value - low.value <= fallM / 2;
}

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

function upstreamRose({ observedAt }: Point, neighbours: readonly Neighbour[]): boolean {
  return hasRisen(
    neighbours.filter(({ side }) => side === 'upstream'),
    observedAt,
  );
}

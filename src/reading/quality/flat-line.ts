import type { Instant } from '../../lib/clock.ts';
import { median } from '../../lib/median.ts';
import { HOUR_MS } from '../../lib/units.ts';
import type { Station } from '../../territory/station.ts';
import { isAccepted, type Point, type Reading } from '../reading.ts';
import { between, since } from '../since.ts';
import type { Neighbour } from './quality-neighbours.ts';
import { columnsOf, stoppedAt } from './standstill.ts';

const WINDOW_MS = 6 * HOUR_MS;
/** A calm river moves by less than this too: only the neighbours tell a stuck gauge from a calm river. */
const FLAT_SHARE = 0.005;
const FLAT_FLOOR_M = 0.003;
/** So many of the readings stand still; the rest may be the odd jump of a failing gauge. */
const STILL_READINGS = 0.9;
/** Released by a movement of this share: a failing gauge drifts, a river that is seen again moves. */
const RELEASE_SHARE = 0.01;
const MOVED_SHARE = 0.3;
const MOVED_SUM = 0.8;

/** Staff are woken by it: twice the rise by which the forecast is already in doubt, and an hour of it. */
const STOPPED = { riseShare: 0.1, ms: HOUR_MS };

/**
 * Has the gauge stopped amid a steep rise? Told from its own readings alone (`stoppedAt`), after one to three hours. The readings before
 * must show it: they are what a forecast is made from once this one is not believed.
 * @example a calm river by the millimetre, then .02 m higher every 10 min, bankfull 1 m, up to .60 at 10:00, then .60 to the digit: the one of 11:00
 */
export function hasStopped(
  { observedAt, value }: Point,
  before: readonly Reading[],
  { bankfullRiseM }: Station,
): boolean {
  if (before.at(-1)?.value !== value) return false;
  const stop = stoppedAt(columnsOf(before), before.length, bankfullRiseM, STOPPED.riseShare);
  return stop !== null && observedAt - before[stop]!.observedAt >= STOPPED.ms;
}

/**
 * Is the gauge stuck? It is when it has stood still for six hours while the river moved both above and below it. Where there is
 * no gauge below, the rise above must be older than six hours: a wave needs its time to come down. A gauge found stuck stays so
 * until it moves in two readings in a row.
 */
export function isStuck(
  observation: Point,
  before: readonly Reading[],
  station: Station,
  neighbours: readonly Neighbour[],
): boolean {
  const until = observation.observedAt;
  const recent = since(before, until - WINDOW_MS);
  const first = recent[0];
  const previous = recent.at(-1);
  if (!first || !previous || recent.length < 5 || first.observedAt > until - 0.8 * WINDOW_MS) return false;
  const wasStuck = previous.tests.includes('flat-line');
  const band = Math.max(FLAT_FLOOR_M, (wasStuck ? RELEASE_SHARE : FLAT_SHARE) * station.bankfullRiseM);
  if (!isAmong(recent, observation.value, band) && !isAmong(recent, previous.value, band)) return false;
  // Asked before what costs most: in calm weather it is the answer for every still gauge.
  if (!wasStuck && !riverMoved(neighbours, until)) return false;
  const middle = median(recent.map((each) => each.value));
  const isStill = (value: number): boolean => Math.abs(value - middle) <= band;
  if (recent.filter((each) => isStill(each.value)).length < STILL_READINGS * recent.length) return false;
  return isStill(observation.value) || isStill(previous.value);
}

/** Above and below within six hours; where no gauge is below, above in the six hours before. */
function riverMoved(neighbours: readonly Neighbour[], until: Instant): boolean {
  const above = neighbours.filter((each) => each.side === 'upstream');
  const below = neighbours.filter((each) => each.side === 'downstream');
  if (below.length === 0) return movement(above, until - 2 * WINDOW_MS, until - WINDOW_MS) >= MOVED_SUM / 2;
  const up = movement(above, until - WINDOW_MS, until);
  const down = movement(below, until - WINDOW_MS, until);
  return Math.min(up, down) >= MOVED_SHARE && up + down >= MOVED_SUM;
}

/** A value that stands still has so many of the readings within two bands. Most rivers move: that is seen without sorting. */
function isAmong(readings: readonly Reading[], value: number, band: number): boolean {
  let odd = 0;
  for (const each of readings) {
    if (Math.abs(each.value - value) > 2.001 * band) odd += 1;
    if (odd > (1.001 - STILL_READINGS) * readings.length) return false;
  }
  return true;
}

/** The furthest that a gauge of these moved, as a share of its bankfull rise. */
function movement(neighbours: readonly Neighbour[], from: Instant, to: Instant): number {
  const shares = neighbours.map(({ readings, bankfullRiseM }) => {
    const values = between(readings, from, to + 1)
      .filter(isAccepted)
      .map((each) => each.value);
    return values.length > 1 ? (Math.max(...values) - Math.min(...values)) / bankfullRiseM : 0;
  });
  return Math.max(0, ...shares);
}

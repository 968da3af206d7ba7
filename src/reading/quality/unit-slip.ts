import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import type { Station } from '../../territory/station.ts';
import { isAccepted, isByPerson, type Observation, type Reading } from '../reading.ts';
import { indexAt } from '../since.ts';
import { assumedLimits, riseLimitM } from './jump-limits.ts';
import { hasRisen, type Neighbour } from './quality-neighbours.ts';

/** What is needed to tell, in the unit of the quantity; rain starts from nothing. */
const tellable = {
  stage: {
    /** By m, cm and mm. Flash floods have been seen to make a level ten times as high between two readings. */
    up: [100, 1_000],
    down: [10, 100, 1_000],
    /** How far the water itself may have moved meanwhile. */
    moved: 1.25,
    /** Nearer to the instrument's zero any small step is a factor. */
    least: 0.05,
    leastFall: 0.1,
  },
  discharge: {
    /** By m³/s and l/s. */
    up: [1_000],
    down: [1_000],
    moved: 2,
    /** A stream of a few litres a second has been seen to grow by 3,800 times within an hour. */
    least: 0.02,
    leastFall: 0,
  },
} as const;
/** Within more hours than one a river may do it: 262 times in two, from 40 l/s. */
const LONGEST_STEP_MS = 1.5 * HOUR_MS;
/** So many times the rise that is believed at once. */
const STEEPER = 2;

/**
 * Whether a value is the last that was believed, in another unit, and which way that leads: it lies off by a power of ten that units
 * make, in one step that no water makes. At Walnut Creek no discharge above 20 l/s grew by more than 230 times within an hour; in no
 * recorded flood a level rose by more than 0.57 of the bankfull rise in ten minutes. A rise is not doubted where a gauge beside has
 * risen. Each value after it is held against the same last one; once it lies elsewhere it is judged as any. Which of the two units was
 * wrong nobody knows: the one that was told more often of late (`own`) counts. What a person read says nothing of the sensor's unit.
 * @param zero where the instrument itself counts from: a level in metres; 0 for what says its level or discharge
 * @example 4.2 m³/s, ten minutes later 4210 → 'up'; 42, or 420 m³/s → null
 */
export function unitSlip(
  { observedAt, value, quantity }: Pick<Observation, 'observedAt' | 'value' | 'quantity'>,
  own: readonly Reading[],
  { bankfullRiseM }: Pick<Station, 'bankfullRiseM'>,
  neighbours: readonly Neighbour[],
  zero: number,
): 'up' | 'down' | null {
  if (quantity === 'rain') return null;
  const { moved, least, leastFall, ...factors } = tellable[quantity];
  // A logger that tells its past tells it before a hundred thousand that are held already: none of these is looked at.
  let before = indexAt(own, observedAt) - 1;
  while (before >= 0 && !isSensed(own[before]!)) before -= 1;
  const base = own[before];
  if (!base || Math.abs(base.value - zero) < least) return null;
  const ratio = (value - zero) / (base.value - zero);
  if (ratio <= 0) return null;
  const way = value > base.value ? 'up' : 'down';
  const times = Math.max(ratio, 1 / ratio);
  const isAbout = (a: number, b: number): boolean => a / b > 0 && Math.max(a / b, b / a) <= moved;
  if (!factors[way].some((factor) => isAbout(times, factor))) return null;
  if (way === 'down' && base.value - value < leastFall) return null;
  const since = own.findLast(
    (each) => each.observedAt < observedAt && (each === base || each.tests.includes('unit-slip')),
  );
  const gapMs = observedAt - (since ?? base).observedAt;
  if (gapMs > LONGEST_STEP_MS) return null;
  const isLike = (a: number) => (each: Reading) => isAbout(each.value - zero, a - zero);
  if (isOutnumbered(own, before, isLike(value), isLike(base.value))) return null;
  if (way === 'down') return way;
  const steepM = STEEPER * riseLimitM(bankfullRiseM, gapMs / MINUTE_MS, assumedLimits);
  if (quantity === 'stage' && value - base.value <= steepM) return null;
  return hasRisen(neighbours, observedAt) ? null : way;
}

function isSensed(each: Reading): boolean {
  return isAccepted(each) && !isByPerson(each);
}

type IsLike = (each: Reading) => boolean;

/** Asked of what would be doubted only: it reads all that is at hand. */
function isOutnumbered(own: readonly Reading[], newestBelieved: number, isLikeIt: IsLike, isLikeBase: IsLike): boolean {
  const believed = own.slice(0, newestBelieved + 1).filter(isSensed);
  const slipped = own.slice(newestBelieved + 1).filter(({ tests }) => tests.includes('unit-slip')).length;
  // Where it had come from there by one step too it only returns: an obstacle is gone, or one value after a silence was wrong.
  const left = believed.findLastIndex(isLikeIt);
  const alike = left !== -1 && isLikeBase(believed[left + 1]!) ? believed.filter(isLikeIt).length : 0;
  return slipped + alike >= believed.length - alike;
}

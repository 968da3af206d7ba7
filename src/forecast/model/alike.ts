import { HORIZONS, TOLD_STEPS } from '../observed/horizons.ts';
import type { Tellings } from './analogue-model.ts';
import { inSpreads, ofSpreads } from './byte-floats.ts';
import { drawByWeight } from './draw-tellings.ts';
import { nearest } from './nearest.ts';
import { questionWidth } from './question.ts';
import { rowOf } from './row-of.ts';

/** Of the gauge itself how high it stands and what it rose by in the last half hour, the one before and the hour before that. */
const MOVED = 4;
/** And of what is expected the running maximum of the mean at 1, 3 and 6 h; last the log of the spread at 3 h. */
const MAXIMA = TOLD_STEPS.length;
const SPREAD = MOVED + MAXIMA;
const LOOKED = SPREAD + 1;
const [, SPREAD_STEP, ORDERED_STEP] = TOLD_STEPS;
/** So many are asked. The nearest counts in full, the last one next to nothing: a reading's last digit must not change who is asked (decision 044). */
const NEAREST = 100;
const LEAST = 0.01;

/** How the gauge stood and moved at each past situation and what was expected of it, each number in units of its own deviation. */
export interface Alike {
  deviations: Float64Array;
  /** `SPREAD` numbers a telling, in bytes: its spread is held with what came. */
  looked: Uint8Array;
  /** By telling. */
  weights: Float16Array;
}

/** Of the questions of all tellings, one after the other, in which what was expected is out of fold. */
export function indexAlike(asked: Float32Array, widest: number, weights: Alike['weights']): Alike {
  const all = new Float32Array(weights.length * LOOKED);
  for (const telling of weights.keys()) {
    all.set(lookedAt(rowOf(asked, telling, questionWidth(widest)), widest), telling * LOOKED);
  }
  const deviations = Float64Array.from({ length: LOOKED }, (_, column) => deviationOf(all, column));
  const looked = new Uint8Array(weights.length * SPREAD);
  for (let index = 0; index < looked.length; index++) {
    const column = index % SPREAD;
    looked[index] = inSpreads.byteOf(all[((index - column) / SPREAD) * LOOKED + column]! / deviations[column]!);
  }
  return { deviations, looked, weights };
}

/** So many tellings, each of those of which as much was expected as now as often as it weighs. */
export function drawAlike(
  { deviations, looked, weights }: Alike,
  { errors, spreads }: Pick<Tellings, 'errors' | 'spreads'>,
  question: Float32Array,
  widest: number,
  count: number,
): number[] {
  const off = distancesByByte(lookedAt(question, widest), deviations);
  const { rows: near, distances } = nearest(weights.length, NEAREST, (telling, most) => {
    let distance = off[SPREAD]![spreads[telling * HORIZONS + SPREAD_STEP]!]!;
    for (let column = 0; column < SPREAD && distance < most; column++) {
      distance += off[column]![looked[telling * SPREAD + column]!]!;
    }
    return distance;
  });
  const furthest = distances.at(-1)! + Number.MIN_VALUE;
  const came = (order: number): number => {
    const at = near[order]! * HORIZONS + ORDERED_STEP;
    return inSpreads.values[errors[at]!]! * ofSpreads.values[spreads[at]!]!;
  };
  // From the least that came to the most: what is a hair nearer or weighs a little more then draws its neighbour in height, not any other.
  const byHeight = [...near.keys()].toSorted((a, b) => came(a) - came(b) || near[a]! - near[b]!);
  const weighed = Float64Array.from(
    byHeight,
    (order) => weights[near[order]!]! * Math.max(LEAST, 1 - distances[order]! / furthest),
  );
  return drawByWeight(weighed, count, 0.5).map((place) => near[byHeight[place]!]!);
}

/** By column what a telling with such a byte there adds to its distance: of so many tellings that is looked up many times faster than reckoned. */
function distancesByByte(asked: readonly number[], deviations: Float64Array): Float64Array[] {
  return asked.map((value, column) => {
    const deviation = deviations[column]!;
    const now = value / deviation;
    if (column === SPREAD) return ofSpreads.values.map((spread) => (Math.log(spread) / deviation - now) ** 2);
    return inSpreads.values.map((each) => (each - now) ** 2);
  });
}

function lookedAt(question: Float32Array, widest: number): number[] {
  const expected = question.subarray(widest);
  return [...question.subarray(0, MOVED), ...expected.subarray(0, MAXIMA), expected[MAXIMA + 1]!];
}

/** Never 0: what never differs tells nothing apart. */
function deviationOf(table: Float32Array, column: number): number {
  const count = table.length / LOOKED;
  let [sum, squares] = [0, 0];
  for (let index = column; index < table.length; index += LOOKED) {
    sum += table[index]!;
    squares += table[index]! ** 2;
  }
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)) + 1e-6;
}

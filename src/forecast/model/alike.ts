import type { Tellings } from '../learn/tellings.ts';
import { HORIZONS, TOLD_STEPS } from '../observed/horizons.ts';
import type { AnalogueModel } from './analogue-model.ts';
import { drawByWeight } from './draw-tellings.ts';
import { nearest } from './nearest.ts';
import type { Projected } from './projection.ts';
import { highestUntil } from './question.ts';

/** Of the gauge itself how high it stands and what it rose by in the last half hour, the one before and the hour before that. */
const MOVED = 4;
/** And of what is expected the running maximum of the mean at 1, 3 and 6 h, and the log of the spread at 3 h. */
const LOOKED = MOVED + TOLD_STEPS.length + 1;
const [, SPREAD_STEP, ORDERED_STEP] = TOLD_STEPS;
/** Of these the nearest counts in full, the last one next to nothing: a reading's last digit must not change who is asked. */
const NEAREST = 100;
const LEAST = 0.01;

/** How the gauge stood and moved at each past situation and what was expected of it: `LOOKED` numbers a telling, each in units of its own deviation. */
export interface Alike {
  deviations: Float64Array;
  looked: Float16Array;
  /** By telling. */
  weights: Float16Array;
}

/** `situationAt`: the columns of a past situation. What was expected is what came less the error of the mean, which is out of fold. */
export function indexAlike(
  { tellings, rises, weights }: Pick<AnalogueModel, 'tellings' | 'rises' | 'weights'>,
  situationAt: (row: number) => Float32Array,
): Alike {
  const { rows, errors, spreads } = tellings;
  const all = new Float32Array(rows.length * LOOKED);
  for (const [telling, row] of rows.entries()) {
    const mean = Float64Array.from(
      { length: HORIZONS },
      (_, step) => rises[row * HORIZONS + step]! - errors[telling * HORIZONS + step]!,
    );
    all.set(lookedAt(situationAt(row), mean, spreads[telling * HORIZONS + SPREAD_STEP]!), telling * LOOKED);
  }
  const deviations = Float64Array.from({ length: LOOKED }, (_, column) => deviationOf(all, column));
  const looked = Float16Array.from(all, (value, index) => value / deviations[index % LOOKED]!);
  return { deviations, looked, weights };
}

/** So many tellings, each of those of which as much was expected as now as often as it weighs. */
export function drawAlike(
  { deviations, looked, weights }: Alike,
  { errors }: Tellings,
  situation: Float64Array,
  now: Projected,
  count: number,
): number[] {
  const asked = lookedAt(situation, now.mean, now.sigma[SPREAD_STEP]!).map(
    (value, column) => value / deviations[column]!,
  );
  const { rows: near, distances } = nearest(looked.length / LOOKED, NEAREST, (telling) => {
    let distance = 0;
    for (let column = 0; column < LOOKED; column++) {
      distance += (looked[telling * LOOKED + column]! - asked[column]!) ** 2;
    }
    return distance;
  });
  const furthest = distances.at(-1)! + Number.MIN_VALUE;
  const came = (order: number): number => errors[near[order]! * HORIZONS + ORDERED_STEP]!;
  // From the least that came to the most: what is a hair nearer or weighs a little more then draws its neighbour in height, not any other.
  const byHeight = [...near.keys()].toSorted((a, b) => came(a) - came(b) || near[a]! - near[b]!);
  const weighed = Float64Array.from(
    byHeight,
    (order) => weights[near[order]!]! * Math.max(LEAST, 1 - distances[order]! / furthest),
  );
  return drawByWeight(weighed, count, 0.5).map((place) => near[byHeight[place]!]!);
}

function lookedAt(situation: Float32Array | Float64Array, mean: ArrayLike<number>, spread: number): number[] {
  const highest = highestUntil(mean);
  return [...situation.subarray(0, MOVED), ...TOLD_STEPS.map((step) => highest[step]!), Math.log(spread)];
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

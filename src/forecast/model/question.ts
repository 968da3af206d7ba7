import { HORIZONS, TOLD_STEPS } from '../observed/horizons.ts';
import { STEEPENING_COLUMNS, steepening } from '../observed/steepening.ts';
import { type Projected, type Projection, project, projectionWidth, widestOf } from './projection.ts';

/** What the trees are told besides the situation. */
const TOLD = 2 * TOLD_STEPS.length + STEEPENING_COLUMNS;

/** How many columns a question to a forest over situations so wide has. */
export function questionWidth(widest: number): number {
  return widest + TOLD;
}

/**
 * A situation as the trees are asked: its columns, NaN up to the widest where fewer levels are looked at, then the mean's running
 * maximum and the log of its spread at 1, 3 and 6 h, and how the own gauge's rise steepens.
 */
export function question(situation: ArrayLike<number>, widest: number, { mean, sigma }: Projected): Float32Array {
  const asked = new Float32Array(questionWidth(widest)).fill(Number.NaN);
  asked.set(situation);
  const highest = highestUntil(mean);
  TOLD_STEPS.forEach((step, index) => {
    asked[widest + index] = highest[step]!;
    asked[widest + TOLD_STEPS.length + index] = Math.log(sigma[step]!);
  });
  asked.set(steepening(situation), widest + 2 * TOLD_STEPS.length);
  return asked;
}

/** With what is expected of a situation the trees are asked what came of others like it: of its columns those that so many levels have. */
export function look(
  projections: ReadonlyMap<number, Projection>,
  projection: Projection,
  situation: Float64Array | Float32Array,
): { projected: Projected; asked: Float32Array } {
  const looked = situation.subarray(0, projectionWidth(projection));
  const projected = project(projection, looked);
  return { projected, asked: question(looked, widestOf(projections), projected) };
}

/** The highest of a path up to each step. */
export function highestUntil(path: ArrayLike<number>): number[] {
  const maxima = [path[0]!];
  for (let step = 1; step < HORIZONS; step++) maxima.push(Math.max(maxima[step - 1]!, path[step]!));
  return maxima;
}

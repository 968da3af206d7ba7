import { columnsOf, RAIN_COLUMNS } from '../observed/features.ts';
import { HORIZONS } from '../observed/horizons.ts';
import { fitLogSpread, type LogSpread, spreadOf } from './log-spread.ts';
import { type Ranges, rangesOf, within } from './ranges.ts';
import { fitRidge, type Ridge, ridgeMean, type Sample } from './ridge.ts';
import { rowOf } from './row-of.ts';

/** What is expected of a situation in which so many levels of the tree are looked at: a linear mean path and its spread. */
export interface Projection {
  depth: number;
  hasRain: boolean;
  ridge: Ridge;
  spread: LogSpread;
  /** What was really seen of every column in training. */
  seen: Ranges;
  /** What came of anything, step by step, floods told larger among it: a straight line through a calm record leads anywhere. */
  came: Ranges;
}

/** A mean path and its spread, `HORIZONS` long. */
export interface Projected {
  mean: ArrayLike<number>;
  sigma: Float64Array;
}

export type ProjectionSample = Pick<Sample, 'count' | 'x' | 'weights' | 'folds'> & {
  rises: Float32Array;
  /** 1 where it really came so. */
  real: Uint8Array;
};

/** Also the mean and the spread of every row, the mean out of fold. */
export function fitProjection(
  { count, x, rises, weights, folds, real }: ProjectionSample,
  depth: number,
  hasRain: boolean,
): { projection: Projection; projected: (row: number) => Projected } {
  const width = projectionWidth({ depth, hasRain });
  const learned: Sample = { count, width, x, y: rises, outputs: HORIZONS, weights, folds };
  const { ridge, outOfFold } = fitRidge(learned);
  const came = rangesOf(rises, HORIZONS);
  for (const [index, rise] of outOfFold.entries()) outOfFold[index] = within(came, index % HORIZONS, rise);
  const spread = fitLogSpread(
    learned,
    rises.map((rise, index) => rise - outOfFold[index]!),
    depth,
    hasRain,
  );
  return {
    projection: { depth, hasRain, ridge, spread, seen: rangesOf(x, width, (row) => real[row] === 1), came },
    projected: (row) => ({
      mean: rowOf(outOfFold, row, HORIZONS),
      sigma: spreadOf(spread, rowOf(x, row, width)),
    }),
  };
}

export function project({ ridge, spread, came }: Projection, situation: Float64Array | Float32Array): Projected {
  const mean = ridgeMean(ridge, situation).map((rise, step) => within(came, step, rise));
  return { mean, sigma: spreadOf(spread, situation) };
}

export function projectionWidth({ depth, hasRain }: Pick<Projection, 'depth' | 'hasRain'>): number {
  return columnsOf(depth) + (hasRain ? RAIN_COLUMNS : 0);
}

/** The width of what is looked at with all levels that were learned, which a forest over them is asked with. */
export function widestOf(projections: ReadonlyMap<number, Projection>): number {
  return Math.max(0, ...[...projections.values()].map(projectionWidth));
}

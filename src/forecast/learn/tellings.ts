import type { Tellings } from '../model/analogue-model.ts';
import { inSpreads, ofSpreads } from '../model/byte-floats.ts';
import {
  fitProjection,
  type Projected,
  type Projection,
  type ProjectionSample,
  projectionWidth,
  widestOf,
} from '../model/projection.ts';
import { highestUntil, question, questionWidth } from '../model/question.ts';
import { rowOf, rowsOf } from '../model/row-of.ts';
import { seededRandom } from '../model/seeded-random.ts';
import { HORIZONS, SPLIT_STEPS } from '../observed/horizons.ts';
import { type AnalogueSample, columnsFor } from './assemble-sample.ts';
import { OUTPUTS } from './grow-tree.ts';

interface Level {
  projection: Projection;
  /** By row, where so many levels were seen. */
  projected: ReadonlyMap<number, Projected>;
}

const FEWEST_ROWS = 200;

/** What the forest learns from. */
interface Told {
  projections: Map<number, Projection>;
  tellings: Tellings;
  /** The past situation of each telling. */
  rows: Uint32Array;
  weights: Float16Array;
  /** `questionWidth` of the widest projection a telling. */
  asked: Float32Array;
  /** `OUTPUTS` a telling. */
  heights: Float32Array;
}

/** A projection for each of these numbers of levels that enough rows saw, and what each row tells the trees (`Tellings`). */
export function tellAll(sample: AnalogueSample, depths: readonly number[]): Told {
  const levels = depths.flatMap((depth) => levelOf(sample, depth) ?? []);
  const random = seededRandom(1);
  const told = Array.from({ length: sample.count }, (_, row) => {
    const mine = levels.filter(({ projected }) => projected.has(row));
    const whole = mine.at(-1);
    const fewer = mine[Math.floor(random() * (mine.length - 1))];
    const each = whole === fewer ? [whole] : [whole, fewer];
    return each.flatMap((level) =>
      level === undefined ? [] : [{ row, level, weight: sample.weights[row]! / each.length }],
    );
  }).flat();
  const projections = new Map(levels.map(({ projection }) => [projection.depth, projection]));
  const [width, widest, { length: count }] = [projectionWidth(sample), widestOf(projections), told];
  const tellings: Tellings = {
    spreads: new Uint8Array(count * HORIZONS),
    rises: new Uint8Array(count * HORIZONS),
    errors: new Uint8Array(count * HORIZONS),
  };
  const rows = Uint32Array.from(told, ({ row }) => row);
  const weights = Float16Array.from(told, ({ weight }) => weight);
  const asked = new Float32Array(count * questionWidth(widest));
  const heights = new Float32Array(count * OUTPUTS);
  for (const [index, { row, level }] of told.entries()) {
    const projected = level.projected.get(row)!;
    const situation = sample.x.subarray(row * width, row * width + projectionWidth(level.projection));
    const rises = rowOf(sample.rises, row, HORIZONS);
    asked.set(question(situation, widest, projected), index * questionWidth(widest));
    heights.set(rootHeights(rises), index * OUTPUTS);
    for (const [step, rise] of rises.entries()) {
      const at = index * HORIZONS + step;
      const spreadByte = ofSpreads.byteOf(projected.sigma[step]!);
      const spread = ofSpreads.values[spreadByte]!;
      tellings.spreads[at] = spreadByte;
      tellings.rises[at] = inSpreads.byteOf(rise / spread);
      tellings.errors[at] = inSpreads.byteOf((rise - projected.mean[step]!) / spread);
    }
  }
  return { projections, tellings, rows, weights, asked, heights };
}

function levelOf(sample: AnalogueSample, depth: number): Level | null {
  const rows = Array.from(sample.depths.keys()).filter((row) => sample.depths[row]! >= depth);
  if (rows.length < FEWEST_ROWS) return null;
  const { projection, projected } = fitProjection(only(sample, rows, depth), depth, sample.hasRain);
  return { projection, projected: new Map(rows.map((row, order) => [row, projected(order)])) };
}

/** Some rows, with the columns of so many levels; rain is only looked at together with all of them. */
function only(sample: AnalogueSample, rows: readonly number[], level: number): ProjectionSample {
  const { rises, weights, folds, real, hasRain } = sample;
  return {
    count: rows.length,
    x: columnsFor(sample, rows, { depth: level, hasRain }),
    rises: rowsOf(rises, rows, HORIZONS),
    weights: rowsOf(weights, rows, 1),
    folds: Uint16Array.from(rows, (row) => folds[row]!),
    real: Uint8Array.from(rows, (row) => real[row]!),
  };
}

/** Of the running maxima the roots with their sign: so that the trees care for small rises and great ones. */
function rootHeights(rises: Float32Array): number[] {
  const highest = highestUntil(rises);
  return SPLIT_STEPS.map((step) => Math.sign(highest[step]!) * Math.sqrt(Math.abs(highest[step]!)));
}

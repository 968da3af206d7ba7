import { DAY_MS, MINUTE_MS } from '../../lib/units.ts';
import { projectionWidth } from '../model/projection.ts';
import { rowOf } from '../model/row-of.ts';
import type { Origins, PastGauge } from '../model/similar-events.ts';
import { columnsOf, RAIN_COLUMNS } from '../observed/features.ts';
import { HORIZONS } from '../observed/horizons.ts';
import { type Inputs, saw, type TrainingRows } from './training-rows.ts';

/** Past situations to learn from, brought together from one or many gauges. */
export interface AnalogueSample {
  count: number;
  depth: number;
  hasRain: boolean;
  /** `columnsOf(depth)` and, where there is rain, `RAIN_COLUMNS` more a row; NaN at the levels that were not seen. */
  x: Float32Array;
  /** How many levels each row saw, at most `depth`. */
  depths: Uint8Array;
  /** `HORIZONS` a row. */
  rises: Float32Array;
  weights: Float32Array;
  folds: Uint16Array;
  blocks: Int32Array;
  /** 1 where it really came so. */
  real: Uint8Array;
  origins: Origins;
}

/** Rows of one gauge, and how they are told apart when something is judged out of fold or dealt to trees. */
export interface Lesson {
  gauge: PastGauge;
  /** How many times as fast as it was it is told. */
  pace: number;
  rows: TrainingRows;
  /** Whether it really came so: what is only told larger teaches, but nothing is judged by it. */
  isReal: boolean;
  foldOf: (row: number) => number;
  blockOf: (row: number) => number;
}

const TIME_FOLDS = 8;

/** What a gauge of this river saw: judged by what came at other times, dealt to trees week by week. */
export function byTime(gauge: PastGauge, rows: TrainingRows): Lesson {
  return {
    gauge,
    pace: 1,
    rows,
    isReal: true,
    foldOf: (row) => Math.floor((row * TIME_FOLDS) / rows.count),
    blockOf: (row) => Math.floor(rows.times[row]! / (7 * DAY_MS)),
  };
}

/** Some rows of a sample with the columns of what is looked at, row after row; that is no more than the sample holds. */
export function columnsFor(
  { x, depth, hasRain }: Pick<AnalogueSample, 'x' | 'depth' | 'hasRain'>,
  rows: readonly number[],
  looked: Inputs,
): Float32Array {
  const whole = projectionWidth({ depth, hasRain });
  const width = projectionWidth(looked);
  const levels = columnsOf(looked.depth);
  const columns = new Float32Array(rows.length * width);
  for (const [index, row] of rows.entries()) {
    const rain = row * whole + columnsOf(depth);
    columns.set(x.subarray(row * whole, row * whole + levels), index * width);
    if (looked.hasRain) columns.set(x.subarray(rain, rain + RAIN_COLUMNS), index * width + levels);
  }
  return columns;
}

/** All rows of all lessons in which at least so many levels of the tree were seen, and rain where asked for; no level beyond `depth`. */
export function assembleSample(
  lessons: readonly Lesson[],
  depth: number,
  hasRain: boolean,
  leastDepth: number = depth,
): AnalogueSample {
  const base = columnsOf(depth);
  const width = projectionWidth({ depth, hasRain });
  const picked = lessons.flatMap((lesson) => {
    const rows = [...lesson.rows.depths.keys()].filter((row) => saw(lesson.rows, row, { depth: leastDepth, hasRain }));
    return rows.map((row) => ({ lesson, row }));
  });
  const { numbers, ...sources } = gaugesOf(new Set(picked.map(({ lesson }) => lesson)));
  const sample: AnalogueSample = {
    count: picked.length,
    depth,
    hasRain,
    x: new Float32Array(picked.length * width).fill(Number.NaN),
    depths: Uint8Array.from(picked, ({ lesson, row }) => Math.min(depth, lesson.rows.depths[row]!)),
    rises: new Float32Array(picked.length * HORIZONS),
    weights: Float32Array.from(picked, ({ lesson, row }) => lesson.rows.weights[row]!),
    folds: Uint16Array.from(picked, ({ lesson, row }) => lesson.foldOf(row)),
    blocks: Int32Array.from(picked, ({ lesson, row }) => lesson.blockOf(row)),
    real: Uint8Array.from(picked, ({ lesson }) => Number(lesson.isReal)),
    origins: {
      ...sources,
      gaugeOf: Uint16Array.from(picked, ({ lesson }) => numbers.get(lesson)!),
      minutes: Int32Array.from(picked, ({ lesson, row }) => lesson.rows.times[row]! / MINUTE_MS),
    },
  };
  for (const [index, { lesson, row }] of picked.entries()) {
    const { rows } = lesson;
    const from = row * columnsOf(rows.depth);
    sample.x.set(rows.situations.subarray(from, from + columnsOf(sample.depths[index]!)), index * width);
    if (hasRain) sample.x.set(rowOf(rows.rain!, row, RAIN_COLUMNS), index * width + base);
    sample.rises.set(rowOf(rows.rises, row, HORIZONS), index * HORIZONS);
  }
  return sample;
}

/** The gauges of these lessons, once for each pace at which they are told, and by lesson the number of its gauge. */
function gaugesOf(lessons: Iterable<Lesson>) {
  const told = [...Map.groupBy(lessons, ({ gauge }) => gauge).values()].flatMap((of) => [
    ...Map.groupBy(of, ({ pace }) => pace).values(),
  ]);
  const paces = [...new Set(told.map(([lesson]) => lesson!.pace))];
  return {
    gauges: told.map(([lesson]) => lesson!.gauge),
    paces,
    paceOf: Uint8Array.from(told, ([lesson]) => paces.indexOf(lesson!.pace)),
    numbers: new Map(told.flatMap((of, number) => of.map((lesson) => [lesson, number] as const))),
  };
}

import type { AnalogueSample } from './analogue-model.ts';
import { columnsOf, RAIN_COLUMNS } from './features.ts';
import { HORIZONS } from './horizons.ts';
import type { PastGauge } from './similar-events.ts';
import type { TrainingRows } from './training-rows.ts';

/** Rows of one gauge, and how they are told apart when something is judged out of fold or dealt to trees. */
export interface Lesson {
  gauge: PastGauge;
  rows: TrainingRows;
  foldOf: (row: number) => number;
  blockOf: (row: number) => number;
}

/** All rows of all lessons in which so many levels of the tree were seen, and rain where asked for. */
export function assembleSample(lessons: readonly Lesson[], depth: number, hasRain: boolean): AnalogueSample {
  const base = columnsOf(depth);
  const width = base + (hasRain ? RAIN_COLUMNS : 0);
  const picked = lessons.flatMap((lesson) => {
    const usable = lesson.rows.depth >= depth && (!hasRain || lesson.rows.rain !== null);
    const rows = usable ? [...lesson.rows.depths.keys()].filter((row) => lesson.rows.depths[row]! >= depth) : [];
    return rows.map((row) => ({ lesson, row }));
  });
  const gauges = [...new Set(picked.map(({ lesson }) => lesson.gauge))];
  const numbers = new Map(gauges.map((gauge, number) => [gauge, number]));
  const sample: AnalogueSample = {
    count: picked.length,
    depth,
    hasRain,
    x: new Float32Array(picked.length * width),
    rises: new Float32Array(picked.length * HORIZONS),
    weights: Float32Array.from(picked, ({ lesson, row }) => lesson.rows.weights[row]!),
    folds: Uint16Array.from(picked, ({ lesson, row }) => lesson.foldOf(row)),
    blocks: Int32Array.from(picked, ({ lesson, row }) => lesson.blockOf(row)),
    origins: {
      gauges,
      gaugeOf: Uint16Array.from(picked, ({ lesson }) => numbers.get(lesson.gauge)!),
      times: Float64Array.from(picked, ({ lesson, row }) => lesson.rows.times[row]!),
    },
  };
  for (const [index, { lesson, row }] of picked.entries()) {
    const { rows } = lesson;
    const from = row * columnsOf(rows.depth);
    sample.x.set(rows.situations.subarray(from, from + base), index * width);
    if (hasRain) sample.x.set(rows.rain!.subarray(row * RAIN_COLUMNS, (row + 1) * RAIN_COLUMNS), index * width + base);
    sample.rises.set(rows.rises.subarray(row * HORIZONS, (row + 1) * HORIZONS), index * HORIZONS);
  }
  return sample;
}

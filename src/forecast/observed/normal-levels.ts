import type { Instant } from '../../lib/clock.ts';
import { median } from '../../lib/median.ts';
import { DAY_MS, HOUR_MS } from '../../lib/units.ts';
import type { TakenOut } from './datum-steps.ts';
import { countUntil, type Series } from './series.ts';

/** Days over which the usual level is taken. */
const WINDOW_DAYS = 30;
/** Of so long one value counts, so that a gauge that reports more often in floods does not lift its own usual level. */
const SLOT_MS = 3 * HOUR_MS;

/** The usual level of a gauge, day by day: each the median of the 30 days before it, so that a bed that drifts is followed. */
export interface NormalLevels {
  firstDay: number;
  levels: Float64Array;
}

/** A midnight at which nobody knew yet that a step would be taken out takes what had come since as it was told until then. */
export function normalLevels(series: Series, takenOut: readonly TakenOut[] = []): NormalLevels {
  const { times, values } = series;
  if (times.length === 0) return { firstDay: 0, levels: new Float64Array(0) };
  const firstDay = Math.floor(times[0]! / DAY_MS);
  const lastDay = Math.floor(times.at(-1)! / DAY_MS) + 1;
  const levels = new Float64Array(lastDay - firstDay + 1);
  // On its first day a gauge has nothing but its first value.
  levels[0] = values[0]!;
  for (let day = firstDay + 1; day <= lastDay; day++) {
    const sample: number[] = [];
    const midnight = day * DAY_MS;
    const unknown = takenOut.find(({ from, to }) => from < midnight && midnight < to);
    for (let at = midnight - WINDOW_DAYS * DAY_MS; at < midnight; at += SLOT_MS) {
      const index = countUntil(series, at + SLOT_MS - 1) - 1;
      if (index < 0 || times[index]! < at) continue;
      sample.push(unknown?.before[index - unknown.index] ?? values[index]!);
    }
    levels[day - firstDay] = sample.length > 0 ? median(sample) : levels[day - firstDay - 1]!;
  }
  return { firstDay, levels };
}

/** One level on all days. */
export function alwaysUsual(level: number): NormalLevels {
  return { firstDay: 0, levels: Float64Array.of(level) };
}

/** The level that was usual on the day of an instant. */
export function normalAt(normals: NormalLevels, at: Instant): number {
  const day = Math.floor(at / DAY_MS) - normals.firstDay;
  return normals.levels[Math.min(normals.levels.length - 1, Math.max(0, day))] ?? 0;
}

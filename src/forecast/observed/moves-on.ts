import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import type { Series } from './series.ts';

/** Moments at equal distances. */
export interface TimeGrid {
  start: Instant;
  stepMs: number;
  count: number;
}

/** Between two values further apart than this, and further than a step and a half, the level is not known. */
const BRIDGE_MS = 2 * HOUR_MS;

/** The levels of a series at the moments of a grid, and how they moved over so many steps; `NaN` where not known. */
export function movesOn({ start, stepMs, count }: TimeGrid, { times, values }: Series, span: number) {
  const levels = new Float64Array(count).fill(Number.NaN);
  const bridgeMs = Math.max(BRIDGE_MS, 1.5 * stepMs);
  let before = 0;
  for (let index = 0; index < count; index++) {
    const at = start + index * stepMs;
    while (before + 1 < times.length && times[before + 1]! <= at) before++;
    const [from, value] = [times[before] ?? Number.POSITIVE_INFINITY, values[before]!];
    if (from > at) continue;
    const to = times[before + 1];
    if (at === from) levels[index] = value;
    else if (to !== undefined && to - from <= bridgeMs) {
      levels[index] = value + ((at - from) / (to - from)) * (values[before + 1]! - value);
    }
  }
  const moves = levels.map((level, index) => (index < span ? Number.NaN : level - levels[index - span]!));
  return { levels, moves };
}

import { countUntil, type Series } from '../../src/forecast/observed/series.ts';
import type { Instant } from '../../src/lib/clock.ts';
import { DAY_MS } from '../../src/lib/units.ts';
import { floodsOf } from '../../src/verification/match-events.ts';

/** From (not included) to (included). */
export interface Period {
  from: Instant;
  to: Instant;
}

/** So much more is hidden on both sides: no window that is taught reaches into what is judged. */
const MARGIN_MS = DAY_MS;

/** The record as if nothing had been observed in the periods and a day around them. */
export function hidePeriods(
  series: ReadonlyMap<string, Series>,
  hidden: readonly Period[],
): ReadonlyMap<string, Series> {
  return new Map(
    [...series].map(([id, each]) => {
      const kept = new Uint8Array(each.times.length).fill(1);
      for (const { from, to } of hidden) {
        kept.fill(0, countUntil(each, from - MARGIN_MS), countUntil(each, to + MARGIN_MS));
      }
      const isKept = (_: number, index: number): boolean => kept[index] === 1;
      return [id, { times: each.times.filter(isKept), values: each.values.filter(isKept) }];
    }),
  );
}

/** What lies between the periods; everything, from the beginning to the end of time, where there is none. */
export function allBut(periods: readonly Period[]): Period[] {
  const rest: Period[] = [];
  let from = Number.NEGATIVE_INFINITY;
  for (const each of periods.toSorted((a, b) => a.from - b.from)) {
    if (each.from > from) rest.push({ from, to: each.from });
    from = Math.max(from, each.to);
  }
  return [...rest, { from, to: Number.POSITIVE_INFINITY }];
}

export function isWithin(periods: readonly Period[], at: Instant): boolean {
  return periods.some(({ from, to }) => at > from && at <= to);
}

/** The floods above a level, each from a day before its first reading above it to a day after its last. */
export function floodPeriods(series: Series, levelM: number): Period[] {
  return floodsOf(series, levelM).map(({ passageAt, endAt }) => ({ from: passageAt - DAY_MS, to: endAt + DAY_MS }));
}

/** Calendar years; a beginning or an end of less than a month is left out. */
export function yearsOf({ times }: Series): Period[] {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return [];
  const years: Period[] = [];
  for (let year = new Date(first).getUTCFullYear(); Date.UTC(year) <= last; year++) {
    const period = { from: Date.UTC(year) - 1, to: Date.UTC(year + 1) - 1 };
    if (Math.min(last, period.to) - Math.max(first, period.from) >= 30 * DAY_MS) years.push(period);
  }
  return years;
}

/** So many stretches of equal length. */
export function blocksOf({ times }: Series, count: number): Period[] {
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0];
  const length = (last - first) / count;
  return Array.from({ length: count }, (_, block) => ({
    from: first - 1 + block * length,
    to: first - 1 + (block + 1) * length + (block === count - 1 ? 1 : 0),
  }));
}

/** What a person sees a wrong unit by. */
export interface Spread {
  lowest: number;
  median: number;
  highest: number;
}

/** `null` of nothing. @example spreadOf([0.4, 3.9, 0.5]) // { lowest: 0.4, median: 0.5, highest: 3.9 } */
export function spreadOf(values: readonly number[]): Spread | null {
  const sorted = Float64Array.from(values).sort();
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (lowest === undefined || highest === undefined) return null;
  return { lowest, median: sorted[Math.floor((sorted.length - 1) / 2)]!, highest };
}

/** Units differ by ten times and more (by 3.3 of feet). A flood and a drought may too, but their lowest and highest meet: of three days beside a month, at ten rivers, all but 2 in 100 at most. */
const TIMES = 3;

/** Whether all of one lies so far from all of the other that it seems to be told in another unit. @example of 38 to 391 beside 0.4 to 1.2 → true */
export function areApart(one: Spread, other: Spread): boolean {
  const [below, above] = one.median < other.median ? [one, other] : [other, one];
  return below.highest > 0 && above.lowest > TIMES * below.highest;
}

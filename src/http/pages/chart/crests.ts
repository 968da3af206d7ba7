import type { Reading } from '../../../reading/reading.ts';

/**
 * What a chart can show of a dense series, oldest first: the lowest and the highest reading of each slot of time, so that no crest
 * is lost.
 * @example crests([1.0 m at 12:01, 3.0 m at 12:02, 2.0 m at 12:03], 10 minutes) // 1.0 m and 3.0 m
 */
export function crests(readings: readonly Reading[], slotMs: number): readonly Reading[] {
  const slots: { slot: number; low: Reading; high: Reading }[] = [];
  for (const each of readings) {
    const slot = Math.floor(each.observedAt / slotMs);
    const last = slots.at(-1);
    if (last?.slot !== slot) {
      slots.push({ slot, low: each, high: each });
      continue;
    }
    if (each.value < last.low.value) last.low = each;
    if (each.value > last.high.value) last.high = each;
  }
  return slots.flatMap(({ low, high }) => {
    if (low === high) return [low];
    return low.observedAt < high.observedAt ? [low, high] : [high, low];
  });
}

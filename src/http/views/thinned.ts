import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import { isAccepted, isByPerson, type Reading } from '../../reading/reading.ts';

/** So many of the shortest span, and one a minute more: a gauge that reports each minute is shown whole, whatever the span. */
export const MOST_SHOWN = 10_000;

/**
 * What is shown of readings, oldest first, that are more than anybody looks at: of each minute the first, the lowest, the highest and the last, of
 * those believed and of those in doubt, so that no crest and no passage is lost; where that is too many still, of two minutes, of four and so on.
 * What people read is all there. Where they are few enough they are given as they are, the very same list.
 * @example thinned(one a second for an hour, HOUR_MS) // the same; thinned(one a second for 48 hours, 48 * HOUR_MS) // at most 4 of each minute
 */
export function thinned(readings: readonly Reading[], spanMs: number): readonly Reading[] {
  return thinnedTo(readings, MOST_SHOWN + spanMs / MINUTE_MS);
}

/** The same, where so many are not too many. */
export function thinnedTo(readings: readonly Reading[], most: number): readonly Reading[] {
  let left = readings;
  for (let slotMs = MINUTE_MS; left.length > most && slotMs < HOUR_MS; slotMs *= 2) left = ofEachSlot(left, slotMs);
  return left;
}

function ofEachSlot(readings: readonly Reading[], slotMs: number): readonly Reading[] {
  const slotOf = (index: number) => Math.floor(readings[index]!.observedAt / slotMs);
  const left: Reading[] = [];
  for (let from = 0, end = 0; from < readings.length; from = end) {
    while (end < readings.length && slotOf(end) === slotOf(from)) end += 1;
    const slot = readings.slice(from, end);
    const kept = new Set([...endsAndExtremes(slot.filter(isAccepted)), ...endsAndExtremes(slot.filter(isDoubted))]);
    for (const each of slot) if (kept.has(each) || isByPerson(each)) left.push(each);
  }
  return left;
}

function isDoubted(reading: Reading): boolean {
  return !isAccepted(reading);
}

function endsAndExtremes(readings: readonly Reading[]): readonly Reading[] {
  const [first] = readings;
  if (first === undefined) return [];
  const lowest = readings.reduce((low, each) => (each.value < low.value ? each : low));
  const highest = readings.reduce((high, each) => (each.value > high.value ? each : high));
  return [first, lowest, highest, readings.at(-1)!];
}

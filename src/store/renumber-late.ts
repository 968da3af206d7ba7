import type { Instant } from '../lib/clock.ts';
import type { Reading } from '../reading/reading.ts';
import type { ReadingArchive } from './reading-archive.ts';

/**
 * A reading that comes in after its neighbours in time were thinned out of the embedded database: what had been known of its key
 * may be gone there and stand in the archive only, so its revision is counted there. Gives what has to be written; doing it twice
 * gives nothing new.
 */
export async function renumberLate(
  readings: readonly Reading[],
  thinnedBefore: Instant,
  archive: Pick<ReadingArchive, 'within'>,
): Promise<Reading[]> {
  const renumbered: Reading[] = readings.filter((each) => each.observedAt >= thinnedBefore);
  for (const late of readings) {
    if (late.observedAt >= thinnedBefore) continue;
    const sameKey = renumbered.filter((each) => isSameKey(each, late));
    const held = [...(await archive.within(late, late.observedAt, late.observedAt)), ...sameKey];
    const newest = held.toSorted((a, b) => a.revision - b.revision).at(-1);
    const isKnown =
      newest?.value === late.value ||
      held.some((each) => each.value === late.value && each.receivedAt === late.receivedAt);
    if (!isKnown) renumbered.push({ ...late, revision: newest ? newest.revision + 1 : 0 });
  }
  return renumbered;
}

function isSameKey(a: Reading, b: Reading): boolean {
  return a.station === b.station && a.quantity === b.quantity && a.observedAt === b.observedAt;
}

import type { Instant } from '../lib/clock.ts';
import { isExcluded, type Reading, sameKey, saysTheSame } from '../reading/reading.ts';
import { spansOf } from './influx/readings.ts';
import type { ReadingArchive } from './reading-archive.ts';

/**
 * For readings of a time that was thinned out of the embedded database: earlier revisions of theirs may be held by the archive alone, so
 * theirs is counted there. Gives what has to be written; done twice, nothing more is written. A key that one batch has with two values
 * may get a revision too many, never one too few.
 */
export async function renumberLate(
  readings: readonly Reading[],
  thinnedBefore: Instant,
  archive: Pick<ReadingArchive, 'within'>,
): Promise<Reading[]> {
  const late = readings.filter((each) => each.observedAt < thinnedBefore);
  const known: Reading[] = [];
  // One by one: they may be more than a call takes arguments.
  for (const { series, from, to } of spansOf(late))
    for (const each of await archive.within(series, from, to)) known.push(each);
  const byInstant = Map.groupBy(known, (each) => each.observedAt);
  const renumbered = readings.filter((each) => each.observedAt >= thinnedBefore);
  for (const each of late) {
    const held = (byInstant.get(each.observedAt) ?? []).filter((other) => sameKey(other, each));
    const newest = held.toSorted((a, b) => a.revision - b.revision).at(-1);
    const isKnown =
      (newest && saysTheSame(newest, each) && !isRegraded(newest, each)) ||
      held.some(
        (other) =>
          saysTheSame(other, each) && isExcluded(other) === isExcluded(each) && other.receivedAt === each.receivedAt,
      );
    if (isKnown) continue;
    const revised = { ...each, revision: revisionOf(each, held, newest) };
    renumbered.push(revised);
    byInstant.set(each.observedAt, [...(byInstant.get(each.observedAt) ?? []), revised]);
  }
  return renumbered;
}

/**
 * Those before it may be held here, and forgotten or refused there: their numbers are left to them. One that is given only after one that came
 * later, as what was refused first, takes its own, or it would be the newest.
 */
function revisionOf(each: Reading, held: readonly Reading[], newest: Reading | undefined): number {
  if (newest === undefined) return each.revision;
  const isOvertaken = newest.receivedAt > each.receivedAt && held.every(({ revision }) => revision !== each.revision);
  return isOvertaken ? each.revision : Math.max(each.revision, newest.revision + 1);
}

/**
 * Taken out of what counts, or put back, with the same value. What is new here counts as if nobody had taken it out: that is a repeat,
 * and no putting back.
 */
function isRegraded(newest: Reading, each: Reading): boolean {
  return isExcluded(each) ? !isExcluded(newest) : isExcluded(newest) && each.revision > 0;
}

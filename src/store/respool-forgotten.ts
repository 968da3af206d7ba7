import type { Instant } from '../lib/clock.ts';
import type { SeriesKey } from '../reading/reading-store.ts';
import type { ReadingArchive } from './reading-archive.ts';
import type { Spool } from './sqlite/spool.ts';

/** Spools again what is held here of a span and not there, though it was said to be. Gives how many. */
export async function respoolForgotten(
  series: Iterable<SeriesKey>,
  from: Instant,
  to: Instant,
  { here, there, spool }: { here: Pick<ReadingArchive, 'within'>; there: Pick<ReadingArchive, 'within'>; spool: Spool },
): Promise<number> {
  let count = 0;
  for (const each of series) {
    const held = await here.within(each, from, to);
    if (held.length === 0) continue;
    const known = new Set(
      (await there.within(each, from, to)).map(({ observedAt, revision }) => `${observedAt} ${revision}`),
    );
    count += spool.again(held.filter(({ observedAt, revision }) => !known.has(`${observedAt} ${revision}`)));
  }
  return count;
}

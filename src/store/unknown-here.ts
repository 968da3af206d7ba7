import type { Instant } from '../lib/clock.ts';
import type { Reading } from '../reading/reading.ts';
import type { SeriesKey } from '../reading/reading-store.ts';
import { keyOf, type ReadingArchive } from './reading-archive.ts';

type Held = Pick<ReadingArchive, 'within'>;

const said = (each: Reading) => `${keyOf(each)} ${each.value}`;

/**
 * How many readings InfluxDB holds of a span in which nothing is thinned out that were never stored here, or say something else: of another
 * service that writes into the same database, or of this one before an older backup was restored.
 */
export async function unknownHere(
  series: SeriesKey,
  [from, to]: readonly [from: Instant, to: Instant],
  { here, there }: { here: Held; there: Held },
): Promise<number> {
  const found = (await there.within(series, from, to)).map(said);
  // Looked at after it: what is stored meanwhile was stored here first.
  const known = new Set((await here.within(series, from, to)).map(said));
  return found.filter((each) => !known.has(each)).length;
}

import type { Instant } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';
import type { Reading } from '../reading/reading.ts';
import type { SeriesKey } from '../reading/reading-store.ts';
import { BeyondRetention, RefusedByInflux } from './influx/write.ts';
import { keyOf, type ReadingArchive } from './reading-archive.ts';
import type { Spool } from './sqlite/spool.ts';

interface Looked {
  here: Pick<ReadingArchive, 'within'>;
  there: Pick<ReadingArchive, 'within' | 'put'>;
  spool: Pick<Spool, 'unsent' | 'again'>;
}

/**
 * Spools again what InfluxDB had taken of a span and no longer holds. Gives how many readings, and from when on it takes them: what is
 * older than its retention policy it has removed itself, and would refuse. Refused for another reason they are left, and that is told.
 */
export async function respoolForgotten(
  series: SeriesKey,
  from: Instant,
  to: Instant,
  { here, there, spool }: Looked,
): Promise<{ count: number; takenFrom: Instant; refusal: string | null }> {
  // Before it is asked: what is sent meanwhile it has not forgotten.
  const unsent = new Set(spool.unsent(series, from, to).map(keyOf));
  const held = (await here.within(series, from, to)).filter((each) => !unsent.has(keyOf(each)));
  if (held.length === 0) return { count: 0, takenFrom: from, refusal: null };
  const known = new Set((await there.within(series, from, to)).map(keyOf));
  let lost = held.filter((each) => !known.has(keyOf(each)));
  let takenFrom = from;
  // Tried here, one of each day: the spool would try each reading, for hours, while what comes in waits behind.
  for (let oldest = lost[0]; oldest; oldest = lost[0]) {
    const refused = await refusalOf(oldest, there);
    if (refused === null) break;
    if (!(refused instanceof BeyondRetention)) return { count: 0, takenFrom, refusal: refused.message };
    const next = oldest.observedAt + DAY_MS;
    takenFrom = next;
    lost = lost.filter((each) => each.observedAt >= next);
  }
  return { count: spool.again(lost), takenFrom, refusal: null };
}

/** Why another try is in vain; `null` where it was taken. */
export async function refusalOf(reading: Reading, there: Pick<ReadingArchive, 'put'>): Promise<RefusedByInflux | null> {
  try {
    await there.put([reading]);
    return null;
  } catch (error) {
    if (error instanceof RefusedByInflux) return error;
    throw error;
  }
}

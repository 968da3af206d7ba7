import { createHash } from 'node:crypto';
import type { Reading } from '../reading/reading.ts';
import type { SeriesKey } from '../reading/reading-store.ts';
import { RefusedByInflux } from './influx/write.ts';
import { byTime, keyOf, type ReadingArchive } from './reading-archive.ts';

export interface CopiedSeries {
  series: SeriesKey;
  read: number;
  written: number;
  /** Readings that the target holds under the same revision with another value or time of receipt: left as they are. */
  conflicts: number;
  /** Why the target will not take some of them, however often they are brought. */
  refusal: string | null;
}

export interface ComparedSeries {
  series: SeriesKey;
  count: number;
  /** SHA-256 over every reading of the source, and over the same keys and revisions at the target. */
  checksum: string;
  same: boolean;
}

/** Brings the target what it lacks of one series, page by page; what it has is not written again, so a restart goes fast. */
export async function copySeries(
  series: SeriesKey,
  from: ReadingArchive,
  to: ReadingArchive,
  progress: (read: number) => void,
): Promise<CopiedSeries> {
  /** How many are held then: of a batch that it refuses InfluxDB stores what it can. */
  const put = async (missing: readonly Reading[]): Promise<number> => {
    const [first, last] = [missing[0], missing.at(-1)];
    if (!first || !last) return 0;
    try {
      await to.put(missing);
      return missing.length;
    } catch (error) {
      if (!(error instanceof RefusedByInflux)) throw error;
      copied.refusal = error.message;
      const held = new Set((await to.within(series, first.observedAt, last.observedAt)).map(keyOf));
      return missing.filter((each) => held.has(keyOf(each))).length;
    }
  };
  const copied: CopiedSeries = { series, read: 0, written: 0, conflicts: 0, refusal: null };
  await eachPage(series, from, to, async (readings, held) => {
    const missing = readings.filter((each) => !held.has(keyOf(each)));
    copied.written += await put(missing);
    copied.read += readings.length;
    copied.conflicts += readings.filter((each) => {
      const other = held.get(keyOf(each));
      return other && lineOf(other) !== lineOf(each);
    }).length;
    progress(copied.read);
  });
  return copied;
}

/** Reads both again and compares what the source holds with what the target gives for it. */
export async function compareSeries(
  series: SeriesKey,
  from: ReadingArchive,
  to: ReadingArchive,
): Promise<ComparedSeries> {
  const [source, target] = [createHash('sha256'), createHash('sha256')];
  let count = 0;
  await eachPage(series, from, to, async (readings, held) => {
    count += readings.length;
    for (const each of readings) {
      const other = held.get(keyOf(each));
      source.update(lineOf(each));
      target.update(other ? lineOf(other) : 'missing\n');
    }
  });
  const checksum = source.digest('hex');
  return { series, count, checksum, same: checksum === target.digest('hex') };
}

async function eachPage(
  series: SeriesKey,
  from: ReadingArchive,
  to: ReadingArchive,
  work: (readings: readonly Reading[], held: ReadonlyMap<string, Reading>) => Promise<void>,
): Promise<void> {
  let next: number | null = Number.MIN_SAFE_INTEGER;
  while (next !== null) {
    const page: Awaited<ReturnType<ReadingArchive['page']>> = await from.page(series, next);
    const [first, last] = [page.readings[0], page.readings.at(-1)];
    if (first && last) {
      const held = await to.within(series, first.observedAt, last.observedAt);
      await work(page.readings.toSorted(byTime), new Map(held.map((each) => [keyOf(each), each])));
    }
    next = page.next;
  }
}

function lineOf({ observedAt, revision, value, receivedAt, quality, tests }: Reading): string {
  return `${observedAt} ${revision} ${value} ${receivedAt} ${quality} ${tests.join(',')}\n`;
}

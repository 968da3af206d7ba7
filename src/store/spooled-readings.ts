import type { Instant } from '../lib/clock.ts';
import { err, messageOf, ok, type Result } from '../lib/result.ts';
import { isExcluded, type Reading } from '../reading/reading.ts';
import type { ReadingStore, SeriesKey } from '../reading/reading-store.ts';
import { askSparingly } from './ask-sparingly.ts';
import { type Comparison, createComparison } from './compare-influx.ts';
import { createInfluxArchive } from './influx/archive.ts';
import { createInfluxReadingStore } from './influx/readings.ts';
import type { InfluxAddress } from './influx/request.ts';
import { renumberLate } from './renumber-late.ts';
import { createSpoolSender, type SpoolOptions } from './send-spool.ts';
import { createSqliteArchive } from './sqlite/archive.ts';
import type { Database } from './sqlite/database.ts';
import { createSqliteReadingStore } from './sqlite/readings.ts';
import { createSpool } from './sqlite/spool.ts';
import { createThinned } from './sqlite/thinned.ts';

export interface SpoolStatus {
  /** Readings that InfluxDB has yet to be given. */
  waiting: number;
  /** Readings that it will not take, kept here with the reason. */
  refused: number;
  /** Why it does not take what it should, or could not be compared again and again; `null` where all is well. */
  lastError: string | null;
}

export interface SpooledReadingStore extends ReadingStore, Comparison {
  status(): SpoolStatus;
  /** For good: what is under way is given up, and the rest answered without InfluxDB. Pages and learning ask a slow one for minutes, and a stop waits for them. */
  stopAsking(): void;
  /** Throws where InfluxDB cannot give what was thinned out here. */
  whole: Pick<ReadingStore, 'window'>;
  /** Every revision of a time that was thinned out here, as InfluxDB holds it; why it cannot be said. */
  elsewhere(series: SeriesKey, from: Instant, to: Instant): Promise<Result<Reading[], string>>;
}

/**
 * Readings are stored in the embedded database (that is what a sensor's acknowledgement means) and handed on from there, through a
 * spool, to InfluxDB. InfluxDB is never needed to warn: what is recent is read here. Older history was thinned out here, so InfluxDB is
 * asked for it; where it does not answer, the thinned readings are the answer. `close` leaves the database open: it belongs to who opened it.
 */
export function createSpooledReadingStore(
  db: Database,
  influx: InfluxAddress,
  failed: (error: unknown) => void,
  options?: SpoolOptions,
): SpooledReadingStore {
  const here = createSqliteReadingStore(db);
  const closing = new AbortController();
  const asking = new AbortController();
  const there = createInfluxReadingStore(influx, asking.signal);
  const archive = createInfluxArchive(influx, asking.signal);
  const given = createInfluxArchive(influx, closing.signal);
  const thinned = createThinned(db);
  const spool = createSpool(db);

  spool.aim(`${influx.url} ${influx.org ?? ''} ${influx.database}`);
  const put = async (batch: readonly Reading[]) => given.put(await renumberLate(batch, thinned.before(), given));
  const sender = createSpoolSender(spool, put, failed, options);

  const ask = askSparingly(asking.signal, failed);
  const comparison = createComparison({
    here: createSqliteArchive(db),
    there: archive,
    spool,
    put,
    ask,
    thinnedBefore: thinned.before,
    wake: sender.wake,
    failed,
    stopped: asking.signal,
  });
  const windowWith =
    (history: ReadingStore['window']): ReadingStore['window'] =>
    async (series, from, to, receivedBy) => {
      const found = await here.window(series, from, to, receivedBy);
      const before = thinned.before();
      return from >= before ? found : merge(await history(series, from, Math.min(to, before - 1), receivedBy), found);
    };

  const window = windowWith(async (...asked) => {
    const history = await ask(() => there.window(...asked));
    return history.ok ? history.value : [];
  });

  return {
    async append(readings) {
      const outcomes = await here.append(readings);
      sender.wake();
      return outcomes;
    },
    async regrade(readings) {
      await here.regrade(readings);
      sender.wake();
    },
    async latest(series, receivedBy) {
      const found = await here.latest(series, receivedBy);
      // The last of each hour is never thinned out: as of now a gauge that is silent, or never spoke, is not asked for elsewhere at each look.
      if (receivedBy >= thinned.before()) return found;
      const old = await ask(() => there.latest(series, receivedBy));
      return merge(old.ok && old.value ? [old.value] : [], found ? [found] : []).at(-1) ?? null;
    },
    window,
    async reaching(series, value, from, to, receivedBy) {
      if (from >= thinned.before()) return here.reaching(series, value, from, to, receivedBy);
      return (await window(series, from, to, receivedBy)).filter((each) => each.value >= value);
    },
    sendForgotten: comparison.sendForgotten,
    strange: comparison.strange,
    whole: { window: windowWith(there.window) },
    async elsewhere(series, from, to) {
      const before = thinned.before();
      if (from >= before) return ok([]);
      try {
        return ok(await archive.within(series, from, Math.min(to, before - 1)));
      } catch (error) {
        return err(messageOf(error));
      }
    },
    stopAsking: () => asking.abort(),
    status: () => ({ ...spool.counts(), lastError: sender.lastError() ?? comparison.lastError() }),
    async close() {
      const sent = sender.close();
      closing.abort();
      asking.abort();
      await sent;
      await there.close();
    },
  };
}

/** One reading a key, oldest first. */
function merge(old: readonly Reading[], recent: readonly Reading[]): Reading[] {
  const newest = new Map<number, Reading>();
  for (const each of [...old, ...recent]) {
    const other = newest.get(each.observedAt);
    newest.set(each.observedAt, other ? newer(other, each) : each);
  }
  return [...newest.values()].toSorted((a, b) => a.observedAt - b.observedAt);
}

/** Of two with one number the later one came after the key was thinned out: with another value, or taken out of what counts, it is on its way. */
function newer(a: Reading, b: Reading): Reading {
  if (a.revision !== b.revision) return a.revision > b.revision ? a : b;
  const [first, second] = a.receivedAt <= b.receivedAt ? [a, b] : [b, a];
  return first.value === second.value && !isExcluded(second) ? first : second;
}

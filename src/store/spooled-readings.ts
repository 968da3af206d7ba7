import type { Instant } from '../lib/clock.ts';
import { err, messageOf, ok, type Result } from '../lib/result.ts';
import { DAY_MS, MINUTE_MS } from '../lib/units.ts';
import type { Reading } from '../reading/reading.ts';
import type { ReadingStore, SeriesKey } from '../reading/reading-store.ts';
import { createInfluxArchive } from './influx/archive.ts';
import { createInfluxReadingStore } from './influx/readings.ts';
import type { InfluxAddress } from './influx/request.ts';
import { UnreadableInInflux } from './influx/rows.ts';
import { renumberLate } from './renumber-late.ts';
import { respoolForgotten } from './respool-forgotten.ts';
import { retryRefused } from './retry-refused.ts';
import { createSpoolSender } from './send-spool.ts';
import { createSqliteArchive } from './sqlite/archive.ts';
import type { Database } from './sqlite/database.ts';
import { createSqliteReadingStore } from './sqlite/readings.ts';
import { createSpool } from './sqlite/spool.ts';
import { createThinned } from './sqlite/thinned.ts';
import { unknownHere } from './unknown-here.ts';

/** Far more than the day since it was last looked at, for a service that was stopped; less than is kept here before anything is thinned out. */
const LOOKED_BACK_MS = 7 * DAY_MS;

export interface SpoolStatus {
  /** Readings that InfluxDB has yet to be given. */
  waiting: number;
  /** Readings that it will not take, kept here with the reason. */
  refused: number;
  lastError: string | null;
}

/** What a look at all gauges found; not whole where InfluxDB did not answer for each of them. */
interface Look<Found> {
  found: Found;
  isWhole: boolean;
}

export interface SpooledReadingStore extends ReadingStore {
  status(): SpoolStatus;
  /** For good: what is under way is given up, and the rest answered without InfluxDB. Pages and learning ask a slow one for minutes, and a stop waits for them. */
  stopAsking(): void;
  /** Hands on again what InfluxDB had taken of the week before an instant and has lost, with a pause between gauges. Gives how many. What it refused and takes by now waits again. */
  sendForgotten(series: Iterable<SeriesKey>, before: Instant, pause: () => Promise<void>): Promise<Look<number>>;
  /** The gauges of which InfluxDB holds readings of the same week that are not held here, with a pause between them. */
  strange(series: Iterable<SeriesKey>, before: Instant, pause: () => Promise<void>): Promise<Look<string[]>>;
  /** Throws where InfluxDB cannot give what was thinned out here. */
  whole: Pick<ReadingStore, 'window'>;
  /** Every revision of a time that was thinned out here, as InfluxDB holds it; why it cannot be said. */
  elsewhere(series: SeriesKey, from: Instant, to: Instant): Promise<Result<Reading[], string>>;
}

/**
 * Readings are stored in the embedded database (that is what a sensor's acknowledgement means) and handed on from there, through a
 * spool, to InfluxDB. InfluxDB is never needed to warn: what is recent is read here. Older history was thinned out here, so InfluxDB is
 * asked for it; where it does not answer, the thinned readings are the answer, and for a minute it is not asked again: one that hangs
 * would cost half a minute each time. `close` leaves the database open: it belongs to who opened it.
 */
export function createSpooledReadingStore(
  db: Database,
  influx: InfluxAddress,
  failed: (error: unknown) => void,
  firstRetryMs?: number,
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
  const sender = createSpoolSender(spool, put, failed, firstRetryMs);

  let silentUntil = Number.NEGATIVE_INFINITY;
  const ask = async <T>(question: () => Promise<T>, otherwise: T): Promise<T> => {
    if (performance.now() < silentUntil) return otherwise;
    try {
      return await question();
    } catch (error) {
      if (asking.signal.aborted) silentUntil = Number.POSITIVE_INFINITY;
      // With what another program wrote for one gauge it has answered: others are asked on.
      else if (!(error instanceof UnreadableInInflux)) silentUntil = performance.now() + MINUTE_MS;
      if (!asking.signal.aborted) failed(error);
      return otherwise;
    }
  };
  /** `null`: it did not answer. */
  const look = <T>(question: () => Promise<T>): Promise<T | 'unreadable' | null> =>
    ask(async () => {
      try {
        return await question();
      } catch (error) {
        if (!(error instanceof UnreadableInInflux)) throw error;
        failed(error);
        return 'unreadable';
      }
    }, null);
  const windowWith =
    (history: ReadingStore['window']): ReadingStore['window'] =>
    async (series, from, to, receivedBy) => {
      const found = await here.window(series, from, to, receivedBy);
      const before = thinned.before();
      return from >= before ? found : merge(await history(series, from, Math.min(to, before - 1), receivedBy), found);
    };

  const window = windowWith((...asked) => ask(() => there.window(...asked), []));

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
      const old = await ask(() => there.latest(series, receivedBy), null);
      return merge(old ? [old] : [], found ? [found] : []).at(-1) ?? null;
    },
    window,
    async reaching(series, value, from, to, receivedBy) {
      if (from >= thinned.before()) return here.reaching(series, value, from, to, receivedBy);
      return (await window(series, from, to, receivedBy)).filter((each) => each.value >= value);
    },
    async sendForgotten(those, before, pause) {
      const looked = { here: createSqliteArchive(db), there: archive, spool };
      let [forgotten, takenFrom, isWhole] = [0, before - LOOKED_BACK_MS, true];
      for (const each of those)
        for (const [day, end] of daysOf(takenFrom, before)) {
          await pause();
          const from = Math.max(day, takenFrom);
          if (from > end) continue;
          const found = await look(() => respoolForgotten(each, from, end, looked));
          if (found === null) isWhole = false;
          if (found === null || found === 'unreadable') continue;
          forgotten += found.count;
          if (found.takenFrom > from) takenFrom = found.takenFrom;
        }
      const retried = await ask(() => retryRefused({ put }, spool, pause), null);
      if (forgotten + (retried ?? 0) > 0) sender.wake();
      return { found: forgotten, isWhole: (isWhole && retried !== null) || asking.signal.aborted };
    },
    async strange(those, before, pause) {
      const looked = { here: createSqliteArchive(db), there: archive };
      // A clock that is a year behind asks of what was thinned out here, and that is no stranger's.
      const days = daysOf(Math.max(before - LOOKED_BACK_MS, thinned.before()), before);
      const strange = new Set<string>();
      let isWhole = true;
      for (const each of those)
        for (const day of days) {
          await pause();
          const count = await look(() => unknownHere(each, day, looked));
          if (count === null) isWhole = false;
          else if (count === 'unreadable' || count > 0) strange.add(each.station);
        }
      return { found: [...strange], isWhole: isWhole || asking.signal.aborted };
    },
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
    status: () => ({ ...spool.counts(), lastError: sender.lastError() }),
    async close() {
      const sent = sender.close();
      closing.abort();
      asking.abort();
      await sent;
      await there.close();
    },
  };
}

/** A span day by day, both ends in it: a week of a gauge that reports each second takes a gigabyte. */
function daysOf(from: Instant, to: Instant): (readonly [from: Instant, to: Instant])[] {
  const starts = Array.from({ length: Math.max(0, Math.ceil((to - from) / DAY_MS)) }, (_, day) => from + day * DAY_MS);
  return starts.map((start, day) => [start, (starts[day + 1] ?? to + 1) - 1]);
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

/** Of two with one number and different values the later one came after the key was thinned out, and is on its way. */
function newer(a: Reading, b: Reading): Reading {
  if (a.revision !== b.revision) return a.revision > b.revision ? a : b;
  const [first, second] = a.receivedAt <= b.receivedAt ? [a, b] : [b, a];
  return first.value === second.value ? first : second;
}

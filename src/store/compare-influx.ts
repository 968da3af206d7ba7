import type { Instant } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { DAY_MS } from '../lib/units.ts';
import type { SeriesKey } from '../reading/reading-store.ts';
import type { AskInflux } from './ask-sparingly.ts';
import { RefusedQuery } from './influx/influxql.ts';
import { UnreadableInInflux } from './influx/rows.ts';
import type { ReadingArchive } from './reading-archive.ts';
import { respoolForgotten } from './respool-forgotten.ts';
import { retryRefused } from './retry-refused.ts';
import type { Spool } from './sqlite/spool.ts';
import { unknownHere } from './unknown-here.ts';

/** Far more than the day since it was last looked at, for a service that was stopped; less than is kept here before anything is thinned out. */
const LOOKED_BACK_MS = 7 * DAY_MS;

/** What a look at all gauges found, and why it is not whole; `null` where InfluxDB answered for each of them. */
export interface Look<Found> {
  found: Found;
  lacking: string | null;
}

export interface Comparison {
  /** Hands on again what InfluxDB had taken of the week before an instant and has lost, with a pause between gauges. Gives how many. What it refused and takes by now waits again. */
  sendForgotten(series: Iterable<SeriesKey>, before: Instant, pause: () => Promise<void>): Promise<Look<number>>;
  /** The gauges of which InfluxDB holds readings of the same week that are not held here, with a pause between them. */
  strange(series: Iterable<SeriesKey>, before: Instant, pause: () => Promise<void>): Promise<Look<string[]>>;
}

export interface ComparisonParts {
  here: Pick<ReadingArchive, 'within'>;
  there: Pick<ReadingArchive, 'within' | 'put'>;
  spool: Pick<Spool, 'unsent' | 'again' | 'newestRefused' | 'retry'>;
  /** As the spool is given. */
  put: ReadingArchive['put'];
  ask: AskInflux;
  thinnedBefore(): Instant;
  /** Something waits again. */
  wake(): void;
  failed(error: unknown): void;
  stopped: AbortSignal;
}

/** What is held here beside what InfluxDB holds. */
export function createComparison(parts: ComparisonParts): Comparison & { lastError(): string | null } {
  const { ask, failed, stopped } = parts;

  /** `null`: what it holds of the gauge is not to be read. What it will not answer of one gauge it may of another. */
  const look = async <T>(question: () => Promise<T>): Promise<Result<T | null, string>> => {
    const asked = await ask(async () => {
      try {
        return ok(await question());
      } catch (error) {
        if (!(error instanceof UnreadableInInflux || error instanceof RefusedQuery)) throw error;
        failed(error);
        return error instanceof RefusedQuery ? err(error.message) : ok(null);
      }
    });
    return asked.ok ? asked.value : asked;
  };

  /** Of each kind of look what the last one lacked, and how often in a row one did. */
  const inVain = new Map<string, { times: number; why: string }>();
  const looked = <Found>(kind: keyof Comparison, found: Found, why: string | null): Look<Found> => {
    const lacking = stopped.aborted ? null : why;
    if (lacking === null) inVain.delete(kind);
    else inVain.set(kind, { times: (inVain.get(kind)?.times ?? 0) + 1, why: lacking });
    return { found, lacking };
  };

  return {
    // One alone may have met an InfluxDB that starts.
    lastError: () => [...inVain.values()].find(({ times }) => times > 1)?.why ?? null,
    async sendForgotten(those, before, pause) {
      let [forgotten, takenFrom] = [0, before - LOOKED_BACK_MS];
      let lacking: string | null = null;
      for (const each of those)
        for (const [day, end] of daysOf(takenFrom, before)) {
          await pause();
          const from = Math.max(day, takenFrom);
          if (from > end) continue;
          const found = await look(() => respoolForgotten(each, from, end, parts));
          if (!found.ok) lacking ??= found.error;
          if (!found.ok || found.value === null) continue;
          forgotten += found.value.count;
          // By what is refused alone: or of each gauge after the first only the last day would be looked at.
          if (found.value.takenFrom > from) takenFrom = Math.max(takenFrom, found.value.takenFrom);
          lacking ??= found.value.refusal;
        }
      const retried = await ask(() => retryRefused(parts, parts.spool, pause));
      if (!retried.ok) lacking ??= retried.error;
      if (forgotten > 0 || (retried.ok && retried.value > 0)) parts.wake();
      return looked('sendForgotten', forgotten, lacking);
    },
    async strange(those, before, pause) {
      // A clock that is a year behind asks of what was thinned out here, and that is no stranger's.
      const days = daysOf(Math.max(before - LOOKED_BACK_MS, parts.thinnedBefore()), before);
      const strange = new Set<string>();
      let lacking: string | null = null;
      for (const each of those)
        for (const day of days) {
          await pause();
          const count = await look(() => unknownHere(each, day, parts));
          if (!count.ok) lacking ??= count.error;
          else if (count.value === null || count.value > 0) strange.add(each.station);
        }
      return looked('strange', [...strange], lacking);
    },
  };
}

/** A span day by day, both ends in it: a week of a gauge that reports each second takes a gigabyte. */
function daysOf(from: Instant, to: Instant): (readonly [from: Instant, to: Instant])[] {
  const starts = Array.from({ length: Math.max(0, Math.ceil((to - from) / DAY_MS)) }, (_, day) => from + day * DAY_MS);
  return starts.map((start, day) => [start, (starts[day + 1] ?? to + 1) - 1]);
}

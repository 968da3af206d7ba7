import type { Clock, Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { DAY_MS } from '../../lib/units.ts';
import { type AskedBy, actorOf } from '../../record/record.ts';
import { type Exclusion, excluded, isExcludedBy, restored } from '../exclusions/exclusion.ts';
import { isExcluded, isTakenBack, type Reading } from '../reading.ts';
import type { SeriesKey } from '../reading-store.ts';
import type { RecentReadings } from '../recent-readings.ts';
import { takeTurns } from '../take-turns.ts';
import type { HeldAt, Import, ImportStore } from './import-store.ts';
import { standing } from './standing.ts';

export type TakeBackRefusal =
  | { kind: 'no-such-import' }
  | { kind: 'taken-back-already' }
  /** The history that is held elsewhere cannot be asked. Where it had begun, it goes on by itself. */
  | { kind: 'history-unreachable'; why: string; begun: boolean };

/** A record of the past that was the wrong one goes out of the record again. Nothing is removed: what it wrote is revised. */
export interface TakeBackImports {
  /** `commune`: on whose behalf, for its record. */
  takeBack(
    id: number,
    signed: { by: AskedBy; reason: string; commune: string | null },
  ): Promise<Result<Import, TakeBackRefusal>>;
  /** Again what was cut short. */
  finish(): Promise<void>;
}

/** Every revision that is held elsewhere only, or why that cannot be said. */
export type HistoryElsewhere = (series: SeriesKey, from: Instant, to: Instant) => Promise<Result<Reading[], string>>;

export interface TakeBackParts {
  clock: Clock;
  store: ImportStore;
  elsewhere: HistoryElsewhere;
  excluding(): readonly Exclusion[];
  recent: Pick<RecentReadings, 'add'>;
  /** Lets readings and requests in between two batches. */
  giveWay(): Promise<void>;
  /** Something new is known of this station. */
  changed(station: string): void;
}

/** To a transaction: some milliseconds. */
const BATCH = 500;
/** What is asked of the history elsewhere at once. */
const SPAN_MS = 31 * DAY_MS;

export function createTakeBackImports(parts: TakeBackParts): TakeBackImports {
  const { clock, store, recent } = parts;
  const inTurn = takeTurns();

  function judge(each: Import, { revisions, said }: HeldAt, history: readonly Reading[], receivedAt: Instant) {
    const all = [...history, ...revisions];
    const stands = standing({ revisions: all, said });
    const observedAt = said[0]?.observedAt;
    if (stands === null || observedAt === undefined) return null;
    const { station, quantity } = each;
    const key = { station, quantity, observedAt };
    const { value } = stands;
    if (isTakenBack(stands)) return { ...key, receivedAt, ...stands };
    // Exclusions may have come and gone since it last stood.
    const counted = isExcluded(stands) ? restored(stands, all) : stands;
    const { quality, tests } = isExcludedBy(parts.excluding(), { ...key, tests: counted.tests })
      ? excluded(counted)
      : counted;
    return { ...key, value, receivedAt, quality, tests };
  }

  async function carryOut(each: Import): Promise<Result<Import, TakeBackRefusal>> {
    let after = each.from - 1;
    for (;;) {
      const next = store.instants(each.id, after, BATCH);
      const [first] = next;
      if (first === undefined) break;
      const instants = next.filter((instant) => instant <= first + SPAN_MS);
      after = instants.at(-1)!;
      const history = await parts.elsewhere(each, first, after);
      if (!history.ok) return err({ kind: 'history-unreachable', why: history.error, begun: true });
      const byInstant = Map.groupBy(history.value, ({ observedAt }) => observedAt);
      const now = clock.now();
      const written = store.revise(each.id, instants, (held) =>
        judge(each, held, byInstant.get(held.said[0]?.observedAt ?? Number.NaN) ?? [], now),
      );
      for (const reading of written) recent.add({ ...reading, revision: 0 }, now);
      await parts.giveWay();
    }
    store.finishTakeBack(each.id, clock.now());
    parts.changed(each.station);
    return ok(store.find(each.id) ?? each);
  }

  return {
    takeBack: (id, { by, reason, commune }) =>
      inTurn(async () => {
        const found = store.find(id);
        if (!found) return err({ kind: 'no-such-import' });
        if (found.takenBack?.doneAt != null) return err({ kind: 'taken-back-already' });
        const { station, file, from, to } = found;
        // Where the history cannot be asked, nothing is begun.
        const history = await parts.elsewhere(found, from, Math.min(to, from + SPAN_MS));
        if (!history.ok)
          return err({ kind: 'history-unreachable', why: history.error, begun: found.takenBack !== null });
        const at = clock.now();
        const detail = { station, import: id, file, by, reason };
        store.beginTakeBack(
          id,
          { by, reason, at },
          { at, actor: actorOf(by), action: 'readings.taken-back', commune, detail },
        );
        return carryOut(found);
      }),
    finish: () =>
      inTurn(async () => {
        for (const each of store.unfinished()) await carryOut(each);
      }),
  };
}

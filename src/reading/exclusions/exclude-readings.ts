import { type Clock, type Instant, isAhead } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Who } from '../../record/record.ts';
import type { Network } from '../../territory/network.ts';
import type { HistoryElsewhere } from '../imports/take-back-imports.ts';
import { isExcluded, type NewReading, type Reading } from '../reading.ts';
import type { ReadingStore } from '../reading-store.ts';
import type { RecentReadings } from '../recent-readings.ts';
import {
  type Exclusion,
  type ExclusionStore,
  endOf,
  excluded,
  type HistoryRefusal,
  isExcludedBy,
  isSameAgain,
  type PeriodRefusal,
  refusePeriod,
  restored,
} from './exclusion.ts';

/** A named person takes readings out of what counts, and puts them back. Nothing is removed: both are new revisions. */
export interface ReadingExclusions {
  /** Those in force; one of a time that has yet to come, by a clock that has been set back since, takes nothing out of what comes in by then. */
  inForce(): readonly Exclusion[];
  recent(station: string, limit: number): Exclusion[];
  exclude(
    wanted: Pick<Exclusion, 'station' | 'from' | 'to' | 'reason'>,
    who: { person: string; commune: string | null },
  ): Promise<Result<Exclusion, PeriodRefusal | HistoryRefusal>>;
  /** `false` where no exclusion of the station with this id is in force. */
  reverse(station: string, id: number, reason: string, who: Who): Promise<boolean | HistoryRefusal>;
  /**
   * Again what is in force, or the one of this station and time: a service that was stopped in the middle finishes at start. Of maintenance what was
   * excluded within a month: there is one for each visit to a gauge, for ever, and the start waits for all.
   */
  finish(one?: Pick<Exclusion, 'station' | 'from'>): Promise<void>;
  /**
   * What the start could not: also what was thinned out here; and what was signed while InfluxDB fell silent. What it does not answer for holds up none
   * of the others, and is thrown at the end.
   */
  finishElsewhere(): Promise<void>;
}

export interface ExclusionParts {
  clock: Clock;
  network: Network;
  readings: ReadingStore;
  /** Where what was thinned out here stands in InfluxDB: what is held here, all of it (which throws while it does not answer), and what stands there alone. */
  beside?: { here: Pick<ReadingStore, 'window'>; whole: Pick<ReadingStore, 'window'>; elsewhere: HistoryElsewhere };
  recent: RecentReadings;
  store: ExclusionStore;
  /** Something new is known of this station. */
  changed(station: string): void;
}

const LOOKED_BACK = 50;
const MONTH_MS = 30 * DAY_MS;
/** Each costs half a minute where InfluxDB hangs, and learning waits for them. */
const MOST_IN_VAIN = 3;

export function createReadingExclusions(parts: ExclusionParts): ReadingExclusions {
  const { clock, network, readings, recent, store } = parts;
  const { here, whole, elsewhere } = parts.beside ?? { here: readings, whole: readings, elsewhere: async () => ok([]) };
  /** Those that are just being reversed: what comes in counts again already. */
  const lifting = new Set<number>();
  let inForce: readonly Exclusion[] = store.inForce();
  /** By id, those of the start and those that failed amid; `true` where what is held here was done. What failed last is tried last. */
  const unfinished = new Map<number, boolean>();
  const lookAgain = (): void => {
    inForce = store.inForce().filter(({ id }) => !lifting.has(id));
  };

  /** The readings of the period as known at `receivedBy`. */
  async function readingsOf(
    { station, from, ...end }: Exclusion,
    receivedBy: Instant,
    held: Pick<ReadingStore, 'window'> = whole,
  ): Promise<Reading[]> {
    const quantity = network.stations.get(station)?.quantity;
    if (!quantity) return [];
    return held.window({ station, quantity }, from, endOf(end), receivedBy);
  }

  /** What is held elsewhere alone of the period, or why that cannot be said. */
  async function elsewhereOf({ station, from, to }: Pick<Exclusion, 'station' | 'from' | 'to'>) {
    const quantity = network.stations.get(station)?.quantity;
    return quantity ? elsewhere({ station, quantity }, from, to) : ok([]);
  }

  async function regrade(station: string, changed: readonly NewReading[]): Promise<void> {
    if (changed.length === 0) return;
    await readings.regrade(changed);
    for (const each of changed) recent.add({ ...each, revision: 0 }, clock.now());
    parts.changed(station);
  }

  async function apply(exclusion: Exclusion, held?: Pick<ReadingStore, 'window'>): Promise<void> {
    const receivedAt = clock.now();
    const counted = (await readingsOf(exclusion, receivedAt, held)).filter(
      (each) => !isExcluded(each) && isExcludedBy([exclusion], each),
    );
    await regrade(
      exclusion.station,
      counted.map((each) => ({ ...each, ...excluded(each), receivedAt })),
    );
  }

  async function finishOne(exclusion: Exclusion, isDoneHere: boolean): Promise<void> {
    if (!isDoneHere) return apply(exclusion);
    const history = await elsewhereOf(exclusion);
    if (!history.ok) throw new Error(history.error);
    if (history.value.length > 0) await apply(exclusion);
  }

  async function restore(exclusion: Exclusion): Promise<void> {
    const receivedAt = clock.now();
    // As it was before each exclusion of the station: one that overlaps may have been there first.
    const before = new Map<Instant, Reading[]>();
    for (const { at } of store.recent(exclusion.station, LOOKED_BACK)) {
      for (const each of await readingsOf(exclusion, at - 1)) {
        const known = before.get(each.observedAt) ?? [];
        // Each value once: the same month as often as the gauge was excluded is more than the memory holds.
        if (isExcluded(each) || known.some(({ value }) => value === each.value)) continue;
        before.set(each.observedAt, [...known, each]);
      }
    }
    // Held against what is in force by now: another may have been signed while the past was looked for.
    const out = (await readingsOf(exclusion, receivedAt)).filter(
      (each) => isExcluded(each) && !isExcludedBy(inForce, each),
    );
    await regrade(
      exclusion.station,
      out.map((each) => ({ ...each, ...restored(each, before.get(each.observedAt) ?? []), receivedAt })),
    );
  }

  return {
    inForce() {
      const now = clock.now();
      return inForce.filter(({ to }) => !isAhead(to, now));
    },
    recent: (station, limit) => store.recent(station, limit),
    async exclude({ station, from, to, reason }, { person, commune }) {
      const at = clock.now();
      const refused = refusePeriod({ from, to }, at);
      if (refused) return err(refused);
      // Asked before anything is begun.
      if (!(await elsewhereOf({ station, from, to })).ok) return err('history-unreachable');
      const said = { station, from, to, reason, person, at };
      const detail = { station, from, to, reason };
      const entry = { at, actor: { person }, action: 'reading.excluded', commune, detail };
      // Of two alike, whoever lifts the one would leave the readings out by the other.
      const held = inForce.find((each) => isSameAgain(said, each));
      // In force before the readings are looked at: what comes in meanwhile is excluded too.
      const exclusion = held ?? store.append(said, entry);
      lookAgain();
      try {
        await apply(exclusion);
      } catch (error) {
        unfinished.set(exclusion.id, false);
        // InfluxDB answers no more: it is signed, and goes on within the hour.
        if ((await elsewhereOf(exclusion)).ok) throw error;
      }
      return ok(exclusion);
    },
    async reverse(station, id, reason, { person, commune }) {
      const exclusion = inForce.find((each) => each.id === id && each.station === station);
      if (!exclusion) return false;
      if (!(await elsewhereOf(exclusion)).ok) return 'history-unreachable';
      const at = clock.now();
      const detail = { station, exclusion: id, from: exclusion.from, to: exclusion.to, reason };
      const entry = { at, actor: { person }, action: 'reading.restored', commune, detail };
      // What comes in from now on counts again; written down last, so that a reversal cut short never was.
      lifting.add(id);
      lookAgain();
      try {
        await restore(exclusion);
        return store.reverse(id, { person, reason, at }, entry);
      } catch (error) {
        // InfluxDB answers no more: nothing is written yet.
        if ((await elsewhereOf(exclusion)).ok) throw error;
        return 'history-unreachable';
      } finally {
        lifting.delete(id);
        lookAgain();
      }
    },
    async finish(one) {
      const failures: unknown[] = [];
      const now = clock.now();
      const wanted = inForce.filter((each) =>
        one ? each.station === one.station && each.from === one.from : !each.ofMaintenance || each.at > now - MONTH_MS,
      );
      for (const each of wanted) {
        try {
          await apply(each, one ? whole : here);
          if (!one) unfinished.set(each.id, true);
        } catch (error) {
          if (!one) unfinished.set(each.id, false);
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
    async finishElsewhere() {
      const failures: unknown[] = [];
      // As of now: what fails goes to its end.
      const due = [...unfinished];
      for (const [id, isDoneHere] of due) {
        if (lifting.has(id)) continue;
        const exclusion = inForce.find((each) => each.id === id);
        unfinished.delete(id);
        try {
          if (exclusion) await finishOne(exclusion, isDoneHere);
        } catch (error) {
          unfinished.set(id, isDoneHere);
          if (failures.push(error) >= MOST_IN_VAIN) break;
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

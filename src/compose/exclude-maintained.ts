import { overAt } from '../alert/suppress.ts';
import type { OverMaintenance, SuppressionStore } from '../alert/suppression-store.ts';
import type { Clock } from '../lib/clock.ts';
import type { ReadingExclusions } from '../reading/exclusions/exclude-readings.ts';
import type { RecordBook } from '../record/record.ts';
import type { Commune } from '../territory/commune.ts';

export interface MaintainedParts {
  communes: ReadonlyMap<string, Commune>;
  suppressionStore: Pick<SuppressionStore, 'over'>;
  record: Pick<RecordBook, 'ofAction'>;
  exclusions: Pick<ReadingExclusions, 'exclude' | 'finish'>;
  clock: Clock;
  /** Resolves once there can be written. */
  turn(): Promise<void>;
  failed(place: string, error: unknown): void;
}

/**
 * Once a maintenance is over, what the gauge said meanwhile is excluded, as if whoever signed it had done so: a sensor that was lifted out of the water and
 * put back is no rise, water poured into a rain gauge no rain, neither for the next hours nor to learn from. Gives what looks for such: at every round.
 */
export function excludeMaintained(parts: MaintainedParts): () => Promise<void> {
  const { exclusions, failed } = parts;
  /** By id, until it is done: perhaps in force, and not yet written at every reading; what failed last is tried last. */
  const failing = new Map<number, OverMaintenance>();
  const isDone = async (each: OverMaintenance, work: () => Promise<void>): Promise<boolean> => {
    failing.delete(each.id);
    try {
      await work();
      return true;
    } catch (error) {
      failing.set(each.id, each);
      failed(each.station, error);
      return false;
    }
  };
  return async () => {
    const now = parts.clock.now();
    const over = parts.suppressionStore.over(now);
    for (const each of over) if (failing.has(each.id)) failing.set(each.id, each);
    // One that was over before it began, by a clock that was set back, leaves nothing to exclude.
    const fresh = over.filter((each) => !each.isExcluded && overAt(each) > each.from && !failing.has(each.id));
    const due = [...fresh, ...[...failing.values()].filter((each) => overAt(each) <= now)];
    if (due.length === 0) return;
    await parts.turn();
    const communeOf = due.some(({ isExcluded }) => !isExcluded) ? signers(parts) : () => null;
    // Each may wait in vain for a store that gives no answer, and the alerts of the round wait for it: once.
    for (const each of due) {
      const { station, from, person } = each;
      const wanted = { station, from, to: overAt(each) - 1, reason: `${each.reason} (maintenance)` };
      const exclude = async () => {
        const excluded = await exclusions.exclude(wanted, { person, commune: communeOf(each) });
        if (!excluded.ok) throw new Error(`what it said under maintenance is not excluded: ${excluded.error}`);
      };
      if (!(await isDone(each, each.isExcluded ? () => exclusions.finish(each) : exclude))) return;
    }
  };
}

/** On whose behalf each was signed; of none, where the disk does not give it back. */
function signers({ communes, record, failed }: MaintainedParts): (signed: OverMaintenance) => string | null {
  const found = new Map<string, string>();
  for (const commune of communes.keys()) {
    try {
      for (const { at, detail } of record.ofAction(commune, 'gauge.suppressed'))
        found.set(`${String(detail['station'])}/${at}`, commune);
    } catch (error) {
      failed(commune, error);
    }
  }
  return ({ station, from }) => found.get(`${station}/${from}`) ?? null;
}

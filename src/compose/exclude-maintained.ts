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
  const { exclusions } = parts;
  let isCutShort = false;
  return async () => {
    if (isCutShort) {
      isCutShort = false;
      await exclusions.finish();
    }
    // One that was over before it began, by a clock that was set back, leaves nothing to exclude.
    const over = parts.suppressionStore.over(parts.clock.now());
    const waiting = over.filter((each) => !each.isExcluded && overAt(each) > each.from);
    if (waiting.length > 0) await parts.turn();
    for (const each of waiting) {
      const { station, from, person } = each;
      const wanted = { station, from, to: overAt(each) - 1, reason: `${each.reason} (maintenance)` };
      try {
        await exclusions.exclude(wanted, { person, commune: communeOf(each, parts) });
      } catch (error) {
        isCutShort = true;
        parts.failed(station, error);
      }
    }
  };
}

/** On whose behalf it was signed. */
function communeOf({ station, from }: OverMaintenance, { communes, record }: MaintainedParts): string | null {
  const isIts = (commune: string) =>
    record.ofAction(commune, 'gauge.suppressed').some(({ at, detail }) => at === from && detail['station'] === station);
  return [...communes.keys()].find(isIts) ?? null;
}

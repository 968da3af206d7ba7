import { HOUR_MS } from '../lib/units.ts';
import { isAccepted, type Reading } from '../reading/reading.ts';

/** What a gauge shows when nothing is wrong, from its own record. */
export interface UsualStages {
  /** Metres: the stage that it stands at most days, the median of its hours. */
  normalM: number;
  /** The share of hours from which the mark was passed within the lead time: the chance that climatology alone would state. */
  passageShare(markM: number, leadTimeH: number): number;
}

/** With less than thirty days of hours nothing is called usual. */
const LEAST_HOURS = 30 * 24;

/**
 * One value an hour, its highest, so that a gauge that reports more often in floods does not lift its own usual stage.
 * `null` where the record is too short. Only readings that passed quality control count.
 *
 * @example of 100 hours, 2 apart from all others at 3 m: passageShare(3, 1) // 0.04: the hour itself and the one before it
 */
export function usualStages(
  readings: readonly Pick<Reading, 'observedAt' | 'value' | 'quality'>[],
): UsualStages | null {
  const highest = new Map<number, number>();
  for (const each of readings) {
    if (!isAccepted(each)) continue;
    const hour = Math.floor(each.observedAt / HOUR_MS);
    highest.set(hour, Math.max(highest.get(hour) ?? each.value, each.value));
  }
  if (highest.size < LEAST_HOURS) return null;
  const sorted = [...highest.values()].toSorted((a, b) => a - b);
  return {
    normalM: sorted[Math.floor((sorted.length - 1) / 2)]!,
    passageShare(markM, leadTimeH) {
      const above = [...highest].filter(([, stageM]) => stageM >= markM).map(([hour]) => hour);
      const before = new Set<number>();
      for (const hour of above) {
        for (let back = 0; back <= Math.ceil(leadTimeH); back++) if (highest.has(hour - back)) before.add(hour - back);
      }
      return before.size / highest.size;
    },
  };
}

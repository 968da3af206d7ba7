import { oldestSeen } from '../policy/assess.ts';
import type { Station } from '../territory/station.ts';
import { columnOf, type Hindcast } from './backtest/hindcast.ts';

/** Below this chance every sound policy says `lower`. */
const QUIET_BELOW = 0.02;

/** Where a river was so calm that no policy has anything to decide: found once, used by every candidate. */
export interface QuietStretches {
  /** By moment: the next one that is not quiet at this mark and lead time. `null` where the rule lowers below what is quiet. */
  until(markM: number, leadTimeH: number, lowerAt: number): Int32Array | null;
}

export function findQuietStretches(hindcast: Hindcast, station: Station): QuietStretches {
  const { issuedAt, observedAt, stageM } = hindcast;
  const found = new Map<string, Int32Array>();
  const find = (markM: number, leadTimeH: number): Int32Array => {
    const column = hindcast.chances[columnOf(hindcast, markM, leadTimeH)!]!;
    const until = new Int32Array(issuedAt.length);
    let next = issuedAt.length;
    for (let index = issuedAt.length - 1; index >= 0; index--) {
      const isSeen = observedAt[index]! >= oldestSeen(station, issuedAt[index]!);
      if (!(isSeen && stageM[index]! < markM && column[index]! < QUIET_BELOW)) next = index;
      until[index] = next;
    }
    return until;
  };
  return {
    until(markM, leadTimeH, lowerAt) {
      if (lowerAt < QUIET_BELOW) return null;
      const key = `${markM} ${leadTimeH}`;
      const known = found.get(key) ?? find(markM, leadTimeH);
      found.set(key, known);
      return known;
    },
  };
}

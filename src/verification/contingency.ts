/** How many warnings came true and how many did not. An event-by-event count has no number of non-events. */
export interface Contingency {
  hits: number;
  misses: number;
  falseAlarms: number;
}

export interface ContingencyScores {
  /** Probability of detection: hits / (hits + misses). */
  pod: number | null;
  /** False alarm *ratio*: false alarms / (hits + false alarms). */
  far: number | null;
  /** Critical success index: hits / (hits + misses + false alarms). */
  csi: number | null;
}

export const emptyContingency: Contingency = { hits: 0, misses: 0, falseAlarms: 0 };

/**
 * Where nothing was counted there is no score: `null`, never 0.
 * @example scoreContingency({ hits: 8, misses: 2, falseAlarms: 2 }) // pod .8, far .2, csi 8/12
 */
export function scoreContingency({ hits, misses, falseAlarms }: Contingency): ContingencyScores {
  return {
    pod: ratio(hits, hits + misses),
    far: ratio(falseAlarms, hits + falseAlarms),
    csi: ratio(hits, hits + misses + falseAlarms),
  };
}

/** @example two tables of 1 hit and 2 misses → 2 hits and 4 misses */
export function addContingency(a: Contingency, b: Contingency): Contingency {
  return { hits: a.hits + b.hits, misses: a.misses + b.misses, falseAlarms: a.falseAlarms + b.falseAlarms };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

import { HORIZONS_H } from '../forecast/observed/horizons.ts';

/** What one number of a rule may be; `whole`: no part of one. */
export interface Bounds {
  kind: 'between' | 'whole';
  low: number;
  high: number;
}

/**
 * What the numbers of a rule may be, the same wherever they are written: in the town's files, on the page and over the API. What a file
 * may say and a page not could never be changed there again.
 */
export const ruleBounds = {
  /** Many gauges stand at hundreds of metres above the sea. */
  markM: { kind: 'between', low: -500, high: 10_000 },
  /** The forecast says nothing of what comes later, and a chance "within 24 h" would be that of twelve. */
  leadTimeH: { kind: 'between', low: HORIZONS_H[0], high: HORIZONS_H.at(-1)! },
  raiseAt: { kind: 'between', low: 0.01, high: 0.99 },
  lowerAt: { kind: 'between', low: 0.005, high: 0.98 },
  k: { kind: 'whole', low: 1, high: 12 },
  n: { kind: 'whole', low: 1, high: 12 },
  minDwellMin: { kind: 'whole', low: 0, high: 2_880 },
  releaseAfterMin: { kind: 'whole', low: 1, high: 1_440 },
} as const satisfies Record<string, Bounds>;

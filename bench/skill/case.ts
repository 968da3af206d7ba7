import type { Flood } from '../../src/verification/match-events.ts';

/** One judged statement: at an issue time with the stage below the mark and the window observed. */
export interface Case {
  station: string;
  at: number;
  /** For how many issue times it stands. */
  weight: number;
  markM: number;
  leadTimeH: number;
  passed: number;
  /** The flood that passed it, if one did; also one that dipped below the mark for a while. */
  flood: Flood | null;
  /** Of the whole window; `null` where it was not observed to its end. */
  highestM: number | null;
  maxM: readonly number[];
  /** When the mark was first passed within the lead time, and the window in which it was to be, if it was: eight in ten lie within. */
  passedAt: number | null;
  window: { p10At: number; p90At: number } | null;
  /** By name of the forecast; `ours` among them. */
  chances: Record<string, number>;
}

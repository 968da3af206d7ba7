/** One judged statement: at an issue time with the stage below the mark and the window observed. */
export interface Case {
  station: string;
  at: number;
  /** For how many issue times it stands. */
  weight: number;
  markM: number;
  leadTimeH: number;
  passed: number;
  highestM: number;
  maxM: readonly number[];
  /** When the mark was first passed within the lead time, and the window in which it was to be, if it was: eight in ten lie within. */
  passedAt: number | null;
  window: { p10At: number; p90At: number } | null;
  /** By name of the forecast; `ours` among them. */
  chances: Record<string, number>;
}

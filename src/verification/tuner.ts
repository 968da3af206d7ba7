/** PORT. Tries policies on a gauge’s own past, in the background: minutes the first time of a day, for the forecasts. */
export interface Tuner {
  /** `false` where one is running already, here or at another gauge. */
  start(commune: string, station: string, person: string): boolean;
  /** What runs now, and how far it is (0 to 1). */
  running(): { commune: string; station: string; share: number } | null;
}

/** Why a run came to nothing. */
export const tuningFailures = ['record-too-short', 'stopped', 'error'] as const;
export type TuningFailure = (typeof tuningFailures)[number];

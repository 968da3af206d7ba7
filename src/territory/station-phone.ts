/** Whom to ring about a gauge, a dam's duty desk say. For those who are logged in, never for all the world. */
export interface StationPhone {
  name: string;
  /** In the form of E.164: `+33468000000`. */
  number: string;
}

/** By station. They are no part of a `Station`, which public pages and the API are given. */
export type StationPhones = ReadonlyMap<string, StationPhone>;

import type { Instant } from '../lib/clock.ts';
import { iso } from '../lib/units.ts';
import type { Translated } from './commune.ts';

/** A flood that people remember, as the town wrote it down. It is no mark: nothing is raised or lowered by it, and no forecast knows of it. */
export interface KnownFlood {
  /** `null`: it is called by its date. */
  name: Translated<string> | null;
  /** A day, month or year: `1999-11-12`, `1999-11`, `1999`; `null` where it has a name alone. */
  date: string | null;
  /** The highest stage then, above the zero of the gauge. */
  stageM: number;
}

/** By station, lowest first. They are no part of a `Station`: what the forecast is given must not hold them. */
export type KnownFloods = ReadonlyMap<string, readonly KnownFlood[]>;

/**
 * Those of a gauge that were over at a moment: the flood of today is no yardstick for itself, and a past moment that is
 * looked at again knows none of those that came after it. By the day, month or year of its date, in universal time.
 * @example a flood of '2020-01' on 31 January 2020 // not yet; on 1 February 2020 it is one
 */
export function floodsBefore(floods: KnownFloods, station: string, at: Instant): readonly KnownFlood[] {
  const today = iso(at);
  return (floods.get(station) ?? []).filter(({ date }) => date === null || date < today.slice(0, date.length));
}

import type { Instant } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';

/** More often than any gauge reports; one that does each second gains upon what it has to catch up. */
const PER_S = 2;
/** Thirty days of four a minute are 172,800: whoever was cut off for so long may tell all of it. */
const SAVED = 200_000;
/** A backlog comes oldest first: what it may not use is kept for the hours by which the next ones are foretold, one a second, and for what is said meanwhile. */
const LATELY_MS = 6 * HOUR_MS;
const FOR_LATELY = 1 / 8;

/** How many readings a gauge may add: what it did not use it may use later, up to a backlog of weeks. */
export interface Allowance {
  /** Whether a station may add one more, observed then; then it has. */
  takes(station: string, now: Instant, observedAt?: Instant): boolean;
  /** What it took was not added: it will be said again, or is stored already. */
  givesBack(station: string): void;
  /** In words, for whoever had more than that refused. */
  said: string;
}

/**
 * What a gauge said in ten days is held in memory (180 bytes a reading) and what it ever said on the disk (50), so that neither may depend on what
 * whoever holds its password, or a device gone mad, sends day and night. What is above it is refused and not delayed: the newest would come ever
 * later, and from Mosquitto that of all others with it.
 * @example const { takes } = createAllowance(2, 3); takes('a', 0) // true, true, true, false; takes('a', 500) // true, false
 */
export function createAllowance(perS = PER_S, saved = SAVED): Allowance {
  const known = new Map<string, { left: number; at: Instant }>();
  return {
    said: `${perS} a second for long, ${saved} after a silence`,
    takes(station, now, observedAt = now) {
      const { left, at } = known.get(station) ?? { left: saved, at: now };
      // A clock that is set back gives nothing, and takes nothing.
      const has = Math.min(saved, left + (Math.max(0, now - at) / 1_000) * perS);
      const isTaken = has - (observedAt < now - LATELY_MS ? saved * FOR_LATELY : 0) >= 1;
      known.set(station, { left: isTaken ? has - 1 : has, at: now });
      return isTaken;
    },
    givesBack(station) {
      const had = known.get(station);
      if (had) had.left = Math.min(saved, had.left + 1);
    },
  };
}

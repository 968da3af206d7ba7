import type { Clock } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';

/** Lets so many through a minute, evenly: never more at once than a second's worth, and one, or what is given as `most`. */
export interface Pace {
  /** `early`: by so much of a message before its time. */
  isFree(early?: number): boolean;
  take(count?: number): void;
}

export function createPace(perMinute: number, wallClock: Clock, most = Math.max(1, perMinute / 60)): Pace {
  let [room, at] = [most, wallClock.now()];
  return {
    isFree(early = 0) {
      const now = wallClock.now();
      // A clock that was set back gives nothing, and is gone by from now on.
      room = Math.min(most, room + (Math.max(0, now - at) * perMinute) / MINUTE_MS);
      at = now;
      return room >= 1 - early;
    },
    take: (count = 1) => void (room -= count),
  };
}

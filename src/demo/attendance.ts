import type { Doors } from '../http/doors.ts';
import type { Clock } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';

const STILL_HERE_MS = 5 * MINUTE_MS;

/** Who is logged in and looking: the replay waits for nobody else. */
export interface Attendance {
  presence: Doors['presence'];
  isHere(person: string): boolean;
}

export function createAttendance(wallClock: Clock): Attendance {
  const lastSeen = new Map<string, number>();
  return {
    presence(person, here) {
      if (here) lastSeen.set(person, wallClock.now());
      else lastSeen.delete(person);
    },
    isHere: (person) => wallClock.now() - (lastSeen.get(person) ?? Number.NEGATIVE_INFINITY) < STILL_HERE_MS,
  };
}

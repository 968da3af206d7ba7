import { type Clock, isLately } from '../../lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';

const ALLOWED = 5;
const WINDOW_MS = HOUR_MS;

/** Wrong codes from one phone: five within an hour, and it waits until the hour is over. Only numbers of contacts are counted. */
export interface ReplyLimit {
  /** Minutes to wait; 0: go on. */
  wait(phone: string): number;
  miss(phone: string): void;
  forgive(phone: string): void;
}

export function createReplyLimit(wallClock: Clock): ReplyLimit {
  const misses = new Map<string, number[]>();
  const recent = (phone: string) => {
    const now = wallClock.now();
    return (misses.get(phone) ?? []).filter((at) => isLately(at, WINDOW_MS, now));
  };
  return {
    wait(phone) {
      const times = recent(phone);
      const [first] = times;
      if (times.length < ALLOWED || first === undefined) return 0;
      return Math.ceil((first + WINDOW_MS - wallClock.now()) / MINUTE_MS);
    },
    miss: (phone) => void misses.set(phone, [...recent(phone), wallClock.now()]),
    forgive: (phone) => void misses.delete(phone),
  };
}

import { type Clock, type Instant, isLately } from '../../lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';

/** Of a million codes three are right at any moment: whoever has stolen a password would guess for years. */
const MOST = 5;
const WINDOW_MS = HOUR_MS;

/** Only who has given the right password comes this far. A browser that a code was given in before is counted by itself alone: a thief makes nobody wait there. */
export interface CodeLimit {
  /** Counts an attempt before its code is looked at. Returns the minutes to wait; 0: go on. */
  attempt(account: string, browser: string | null): number;
  forgive(account: string, browser: string | null): void;
}

export function createCodeLimit(wallClock: Clock): CodeLimit {
  const attempts = new Map<string, Instant[]>();
  const keyOf = (account: string, browser: string | null) => `${account} ${browser ?? ''}`;
  return {
    attempt(account, browser) {
      const key = keyOf(account, browser);
      const now = wallClock.now();
      const recent = (attempts.get(key) ?? []).filter((at) => isLately(at, WINDOW_MS, now));
      if (recent.length >= MOST) return Math.ceil(((recent[0] ?? now) + WINDOW_MS - now) / MINUTE_MS);
      attempts.set(key, [...recent, now]);
      return 0;
    },
    forgive: (account, browser) => void attempts.delete(keyOf(account, browser)),
  };
}

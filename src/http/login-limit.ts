import type { Clock } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';

const WINDOW_MS = 15 * MINUTE_MS;
const MOST_KEYS = 10_000;

/**
 * Attempts allowed in 15 minutes. Few for one account from one address; more for an address alone (a town hall shares one);
 * and many for an account from addresses that it was never seen at, so that guessers with many addresses find a wall. Whoever
 * has logged in from an address before is not held up by what strangers try.
 */
const allowed = { pair: 5, address: 30, strangers: 200 } as const;

export interface LoginLimit {
  /** Counts an attempt before its password is looked at. Returns the minutes to wait; 0: go on. */
  attempt(account: string, address: string): number;
  /** The password was right: the attempts of this pair are forgiven. */
  forgive(account: string, address: string): void;
}

/** Guesses at passwords are counted by account and by address, whether the account exists or not. */
export function createLoginLimit(wallClock: Clock): LoginLimit {
  const attempts = new Map<string, number[]>();
  const known = new Set<string>();
  const pairOf = (account: string, address: string) => `pair ${account} ${address}`;
  const keysOf = (account: string, address: string) => {
    const pair = pairOf(account, address);
    const strangers = { key: `strangers ${account}`, most: allowed.strangers };
    return [
      { key: pair, most: allowed.pair },
      { key: `address ${address}`, most: allowed.address },
      ...(known.has(pair) ? [] : [strangers]),
    ];
  };
  return {
    attempt: (account, address) => {
      const now = wallClock.now();
      const recent = keysOf(account, address).map(({ key, most }) => {
        const times = (attempts.get(key) ?? []).filter((at) => at > now - WINDOW_MS);
        return { key, most, times };
      });
      const full = recent.filter(({ times, most }) => times.length >= most);
      if (full.length > 0) {
        const freeAt = Math.max(...full.map(({ times }) => (times[0] ?? now) + WINDOW_MS));
        return Math.ceil((freeAt - now) / MINUTE_MS);
      }
      for (const { key, times } of recent) attempts.set(key, [...times, now]);
      while (attempts.size > MOST_KEYS) attempts.delete(attempts.keys().next().value ?? '');
      return 0;
    },
    forgive: (account, address) => {
      for (const { key } of keysOf(account, address)) {
        const rest = key.startsWith('pair') ? [] : (attempts.get(key) ?? []).slice(0, -1);
        if (rest.length > 0) attempts.set(key, rest);
        else attempts.delete(key);
      }
      known.add(pairOf(account, address));
      if (known.size > MOST_KEYS) known.delete(known.keys().next().value ?? '');
    },
  };
}

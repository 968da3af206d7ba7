import type { Clock } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';

const WINDOW_MS = 15 * MINUTE_MS;
const MOST_KEYS = 10_000;

/**
 * Attempts allowed in 15 minutes. Few for one account from one address; more for an address alone (a town hall shares one);
 * and many for an account alone, so that a stranger cannot lock the mayor out during a flood.
 */
const allowed = { pair: 5, address: 30, account: 200 } as const;

export interface LoginLimit {
  /** Counts an attempt before its password is looked at. Returns the minutes to wait; 0: go on. */
  attempt(account: string, address: string): number;
  /** The password was right: the attempts of this pair are forgiven. */
  forgive(account: string, address: string): void;
}

/** Guesses at passwords are counted by account and by address, whether the account exists or not. */
export function createLoginLimit(wallClock: Clock): LoginLimit {
  const attempts = new Map<string, number[]>();
  const keysOf = (account: string, address: string) =>
    [
      { key: `pair ${account} ${address}`, most: allowed.pair },
      { key: `address ${address}`, most: allowed.address },
      { key: `account ${account}`, most: allowed.account },
    ] as const;
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
    },
  };
}

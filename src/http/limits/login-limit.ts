import { type Clock, type Instant, isLately } from '../../lib/clock.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import { networkOf } from './network-of.ts';

const WINDOW_MS = 15 * MINUTE_MS;
const MOST_KEYS = 10_000;

/**
 * Attempts allowed in 15 minutes. Few for one account from one address; more for an address alone (a town hall shares one);
 * and many for an account from addresses that it was never seen at, so that guessers with many addresses find a wall. Few of
 * these from one network, so that its owner alone cannot build that wall. Whoever has logged in from an address before is not
 * held up by what strangers try. A browser that the account has logged in with before is counted by itself alone: nothing that
 * anybody else tries, from wherever, makes its owner wait.
 */
const allowed = { pair: 5, address: 30, network: 30, strangers: 200, crowd: 300 } as const;

/** A whole /64 is one subscriber's, so it counts as one address; a /48 is what one organisation gets. An IPv4 address is both. */
const addressOf = (ip: string) => networkOf(ip, 64);
const organisationOf = (ip: string) => networkOf(ip, 48);

export interface LoginLimit {
  /** Counts an attempt before its password is looked at. Returns the minutes to wait; 0: go on. */
  attempt(account: string, ip: string, browser: string | null): number;
  /** There was no room to look at its password, which is no guess: the attempt counts no more. */
  withdraw(account: string, ip: string, browser: string | null): void;
  /** The password was right: the attempts of this pair, or of this browser, are forgiven. */
  forgive(account: string, ip: string, browser: string | null): void;
}

/** Guesses at passwords are counted by account and by address, whether the account exists or not. */
export function createLoginLimit(wallClock: Clock): LoginLimit {
  const attempts = new Map<string, number[]>();
  const known = new Set<string>();
  const pairOf = (account: string, ip: string) => `pair ${account} ${addressOf(ip)}`;
  const keysOf = (account: string, ip: string, browser: string | null) => {
    if (browser !== null) return [{ key: `pair ${account} ${browser}`, most: allowed.pair }];
    const pair = pairOf(account, ip);
    const strangers = [
      { key: `network ${account} ${organisationOf(ip)}`, most: allowed.network },
      { key: `strangers ${account}`, most: allowed.strangers },
      { key: `crowd ${organisationOf(ip)}`, most: allowed.crowd },
    ];
    return [
      { key: pair, most: allowed.pair },
      { key: `address ${addressOf(ip)}`, most: allowed.address },
      ...(known.has(pair) ? [] : strangers),
    ];
  };
  const takeBack = (key: string) => {
    const rest = (attempts.get(key) ?? []).slice(0, -1);
    if (rest.length > 0) attempts.set(key, rest);
    else attempts.delete(key);
  };
  return {
    attempt: (account, ip, browser) => {
      const now = wallClock.now();
      const recent = keysOf(account, ip, browser).map(({ key, most }) => {
        const times = (attempts.get(key) ?? []).filter((at) => isLately(at, WINDOW_MS, now));
        return { key, most, times };
      });
      const full = recent.filter(({ times, most }) => times.length >= most);
      if (full.length > 0) {
        const freeAt = Math.max(...full.map(({ times }) => (times[0] ?? now) + WINDOW_MS));
        return Math.ceil((freeAt - now) / MINUTE_MS);
      }
      for (const { key, times } of recent) attempts.set(key, [...times, now]);
      if (attempts.size > MOST_KEYS) makeRoom(attempts, now);
      return 0;
    },
    withdraw: (account, ip, browser) => {
      for (const { key } of keysOf(account, ip, browser)) takeBack(key);
    },
    forgive: (account, ip, browser) => {
      for (const { key } of keysOf(account, ip, browser)) {
        if (key.startsWith('pair')) attempts.delete(key);
        else takeBack(key);
      }
      known.add(pairOf(account, ip));
      if (known.size > MOST_KEYS) known.delete(known.keys().next().value ?? '');
    },
  };
}

/**
 * Forgets what is over, and of the rest the keys of the fewest attempts: whoever makes up accounts by the thousand, from as many addresses, frees
 * none that is full. A tenth at once, or each attempt would look through all.
 */
function makeRoom(attempts: Map<string, number[]>, now: Instant): void {
  const inUse = [...attempts].filter(([, times]) => times.some((at) => isLately(at, WINDOW_MS, now)));
  const kept = inUse.toSorted(([, a], [, b]) => b.length - a.length).slice(0, MOST_KEYS * 0.9);
  attempts.clear();
  for (const [key, times] of kept) attempts.set(key, times);
}

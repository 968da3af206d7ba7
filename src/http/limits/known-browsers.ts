import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Instant, isLately } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Account } from '../../people/account.ts';
import { hashToken, signId, verifySignedId } from '../../people/signed-link.ts';
import { proofOf } from '../auth.ts';
import type { Doors } from '../doors.ts';
import { hostCookie } from '../security.ts';

const REMEMBERED_S = 365 * 24 * 3600;
const CODE_HOLDS_MS = 30 * DAY_MS;

/**
 * Which browsers somebody has logged in with before. It lets nobody in without the password: it keeps strangers who guess at an account from
 * making its owner wait (OWASP, device cookies), and its owner from being asked for a code each time. Signed, one cookie an account, nothing of it
 * is stored here.
 */
export interface KnownBrowsers {
  /** What this browser was given when this account last logged in with it; `null` where it never has. */
  recognise(request: FastifyRequest, account: string): string | null;
  /** With the second factor of the account, where it has one: its code was given here now. */
  remember(reply: FastifyReply, account: Account): void;
  /** Whether a code was ever given here since the account has the password and the second factor that it has now, to what `recognise` gave. */
  wasGivenCode(browser: string | null, account: Account): boolean;
  /** The same, within thirty days: it is not asked for again yet. */
  isCodeGood(browser: string | null, account: Account): boolean;
}

export function createKnownBrowsers({
  instance,
  keys,
  wallClock,
}: Pick<Doors, 'instance' | 'keys' | 'wallClock'>): KnownBrowsers {
  const nameOf = (account: string) => `browser-${hashToken(account).slice(0, 16)}`;
  return {
    recognise({ cookies }, account) {
      const { name } = hostCookie(instance.baseUrl, nameOf(account));
      const id = verifySignedId('browser', cookies[name] ?? '', keys.link);
      return id?.endsWith(` ${account}`) ? id : null;
    },
    remember(reply, account) {
      const { id } = account;
      const { name, options } = hostCookie(instance.baseUrl, nameOf(id));
      const code = account.secondFactor && `${proofOf(account)} ${wallClock.now()}`;
      const browser = [randomUUID(), code, id].filter((part) => part !== null).join(' ');
      reply.setCookie(name, signId('browser', browser, keys.link), { ...options, maxAge: REMEMBERED_S });
    },
    wasGivenCode: (browser, account) => codeGivenAt(browser, account) !== null,
    isCodeGood(browser, account) {
      const at = codeGivenAt(browser, account);
      return at !== null && isLately(at, CODE_HOLDS_MS, wallClock.now());
    },
  };
}

function codeGivenAt(browser: string | null, account: Account): Instant | null {
  const [, proof, at] = browser?.split(' ') ?? [];
  return account.secondFactor && proof === proofOf(account) ? Number(at) : null;
}

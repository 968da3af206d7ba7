import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Instant } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';
import { type Account, type AccountRole, withEachCommune } from '../people/account.ts';
import { hashToken } from '../people/signed-link.ts';
import type { Doors } from './doors.ts';
import { SESSION_S } from './security.ts';

declare module '@fastify/secure-session' {
  interface SessionData {
    id: string;
    account: string;
    /** Changes with the password and the second factor, so that a changed one ends every session. */
    proof: string;
    /** Whose password was right, and until when the code is waited for. */
    halfway: { id: string; account: string; proof: string; until: Instant };
  }
}

/** Who is asking; `null` for anybody. Each such request says that the person is here. */
export type WhoIs = (request: FastifyRequest) => Account | null;

export interface Auth {
  whoIs: WhoIs;
  /** The password was right, and the code is asked for next: nothing is open yet. */
  logInHalfway(request: FastifyRequest, account: Account): void;
  /** Who is asked for the code, and which time of asking it is; `null` for nobody, or where it took too long. */
  whoIsHalfway(request: FastifyRequest): { account: Account; asking: string } | null;
  logIn(request: FastifyRequest, account: Account): void;
  /** At once, until the service is restarted. What is given back ends the session for good, for every copy of its cookie, and writes. */
  logOut(request: FastifyRequest): () => void;
}

/** As long as it takes to find the phone. */
const HALFWAY_MS = 10 * MINUTE_MS;

type AuthDoors = Pick<Doors, 'accounts' | 'communes' | 'endedSessions' | 'presence' | 'wallClock'>;

export function createAuth({ accounts, communes, endedSessions, presence, wallClock }: AuthDoors): Auth {
  /** What could not be written yet: whatever is on its way with the old cookie, from another tab too, would bring it back. */
  const endedUnwritten = new Set<string>();
  const whoIs: WhoIs = ({ session }) => {
    const id = session.get('id');
    const account = accounts.find(session.get('account') ?? '');
    if (!id || !account || endedUnwritten.has(id) || endedSessions.has(id) || session.get('proof') !== proofOf(account))
      return null;
    session.touch();
    presence(account.id, true);
    return withEachCommune(account, communes.keys());
  };
  return {
    whoIs,
    logInHalfway: ({ session }, account) => {
      session.regenerate();
      const until = wallClock.now() + HALFWAY_MS;
      session.set('halfway', { id: randomUUID(), account: account.id, proof: proofOf(account), until });
    },
    whoIsHalfway: ({ session }) => {
      const halfway = session.get('halfway');
      const account = halfway && accounts.find(halfway.account);
      if (!account || halfway.proof !== proofOf(account) || wallClock.now() >= halfway.until) return null;
      return { account, asking: halfway.id };
    },
    logIn: ({ session }, account) => {
      // A new identity for the session, and with it a new CSRF secret: nothing set before the login outlives it.
      session.regenerate();
      session.set('id', randomUUID());
      session.set('account', account.id);
      session.set('proof', proofOf(account));
      presence(account.id, true);
    },
    logOut: (request) => {
      const account = whoIs(request);
      const id = request.session.get('id');
      request.session.delete();
      if (account) presence(account.id, false);
      if (!id) return () => {};
      endedUnwritten.add(id);
      return () => {
        const now = wallClock.now();
        endedSessions.end(id, now, now - SESSION_S * 1000);
        endedUnwritten.delete(id);
      };
    },
  };
}

/** Another once the password or the second factor is another. */
export function proofOf({ passwordHash, secondFactor }: Account): string {
  // Without a factor as before there were any: an upgrade ends no session.
  return hashToken(secondFactor ? `${passwordHash} ${secondFactor.salt}` : passwordHash).slice(0, 16);
}

/** Where a person who must log in is sent, and comes back from. */
export function sendToLogin(reply: FastifyReply, language: string, next: string): FastifyReply {
  return reply.redirect(`/${language}/login?next=${encodeURIComponent(next)}`, 302);
}

/** Where a person begins. @example homeOf('fr', 'staff') // '/fr/staff' */
export function homeOf(language: string, role: AccountRole): string {
  return `/${language}/${role}`;
}

/** Only our own pages behind the login are returned to. @example safeNext('//evil.example') // null */
export function safeNext(next: string | undefined): string | null {
  return next !== undefined && /^\/(fr|en)\/(mayor|staff)(\/[A-Za-z0-9/-]*)?(\?[A-Za-z0-9=&%:.+*_-]*)?$/.test(next)
    ? next
    : null;
}

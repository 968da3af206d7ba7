import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashToken, signId, verifySignedId } from '../../people/signed-link.ts';
import type { Doors } from '../doors.ts';
import { hostCookie } from '../security.ts';

const REMEMBERED_S = 365 * 24 * 3600;

/**
 * Which browsers somebody has logged in with before. It lets nobody in: it only keeps strangers who guess at an account from making
 * its owner wait (OWASP, device cookies). Signed, one cookie an account, nothing of it is stored here.
 */
export interface KnownBrowsers {
  /** What this browser was given when this account last logged in with it; `null` where it never has. */
  recognise(request: FastifyRequest, account: string): string | null;
  remember(reply: FastifyReply, account: string): void;
}

export function createKnownBrowsers({ instance, keys }: Pick<Doors, 'instance' | 'keys'>): KnownBrowsers {
  const nameOf = (account: string) => `browser-${hashToken(account).slice(0, 16)}`;
  return {
    recognise({ cookies }, account) {
      const { name } = hostCookie(instance.baseUrl, nameOf(account));
      const id = verifySignedId('browser', cookies[name] ?? '', keys.link);
      return id?.endsWith(` ${account}`) ? id : null;
    },
    remember(reply, account) {
      const { name, options } = hostCookie(instance.baseUrl, nameOf(account));
      reply.setCookie(name, signId('browser', `${randomUUID()} ${account}`, keys.link), {
        ...options,
        maxAge: REMEMBERED_S,
      });
    },
  };
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../../people/account.ts';
import { sendToLogin } from '../auth.ts';
import { sendErrorPage } from '../errors.ts';
import type { PageRoutes } from './page-routes.ts';

/** The answer has been sent already: to the login, or that there is no such page. */
export interface Refused {
  refused: FastifyReply | Promise<FastifyReply>;
}

/**
 * Who asks, and what of theirs they ask for. `find` gives `null` for what is not theirs, which looks the same as what does not
 * exist: nobody learns from the answer what others have.
 */
export function enterPage<T extends object>(
  { doors, speech, auth }: PageRoutes,
  request: FastifyRequest,
  reply: FastifyReply,
  find: (account: Account) => T | null,
): ({ account: Account } & T) | Refused {
  const account = auth.whoIs(request);
  if (!account) return { refused: sendToLogin(request, reply, speech.language) };
  const found = find(account);
  return found ? { account, ...found } : { refused: sendErrorPage(doors, request, reply, 404) };
}

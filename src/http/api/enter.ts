import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../../people/account.ts';
import { sendProblem } from '../errors.ts';
import type { ApiRoutes } from './api-routes.ts';

/** The answer has been sent already: to log in first, or that there is no such thing. */
export interface Refused {
  refused: FastifyReply;
}

/**
 * Who asks, and what of theirs they ask for. `find` gives `null` for what is not theirs, which looks the same as what does not
 * exist: nobody learns from the answer what others have.
 */
export function enter<T extends object>(
  { auth }: Pick<ApiRoutes, 'auth'>,
  request: FastifyRequest,
  reply: FastifyReply,
  find: (account: Account) => T | null,
  missing?: string,
): ({ account: Account } & T) | Refused {
  const account = auth.whoIs(request);
  if (!account) return { refused: sendProblem(reply, 401, 'Log in first.') };
  const found = find(account);
  return found ? { account, ...found } : { refused: sendProblem(reply, 404, missing) };
}

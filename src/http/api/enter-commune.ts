import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../../people/account.ts';
import { may, type Right } from '../../people/rights.ts';
import type { Commune } from '../../territory/commune.ts';
import { sendProblem } from '../errors.ts';
import type { ApiRoutes } from './api-routes.ts';

/** A person in a commune in which they have the right that the route asks for; else the status to answer with. */
export function enterCommune(
  { doors, auth }: ApiRoutes,
  request: FastifyRequest<{ Params: { commune: string } }>,
  right: Right,
): { account: Account; commune: Commune } | 401 | 404 {
  const account = auth.whoIs(request);
  if (!account) return 401;
  const commune = doors.communes.get(request.params.commune);
  return commune && may(account, right, commune.id) ? { account, commune } : 404;
}

export function refuseEntry(reply: FastifyReply, status: 401 | 404): FastifyReply {
  return sendProblem(reply, status, status === 401 ? 'Log in first.' : 'No such commune.');
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../../people/account.ts';
import type { Right } from '../../people/rights.ts';
import type { Commune } from '../../territory/commune.ts';
import { communeWith } from '../views/own-communes.ts';
import type { ApiRoutes } from './api-routes.ts';
import { enter, type Refused } from './enter.ts';

/** A person in a commune in which they have the right that the route asks for. */
export function enterCommune(
  routes: ApiRoutes,
  request: FastifyRequest<{ Params: { commune: string } }>,
  reply: FastifyReply,
  right: Right,
): { account: Account; commune: Commune } | Refused {
  const find = (account: Account) => {
    const commune = communeWith(routes.doors, account, right, request.params.commune);
    return commune && { commune };
  };
  return enter(routes, request, reply, find, 'No such commune.');
}

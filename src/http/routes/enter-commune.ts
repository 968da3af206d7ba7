import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../../people/account.ts';
import type { Right } from '../../people/rights.ts';
import type { Commune } from '../../territory/commune.ts';
import { communeWith } from '../views/own-communes.ts';
import { enterPage, type Refused } from './enter-page.ts';
import type { PageRoutes } from './page-routes.ts';

/** What the address of a commune's page says. */
export interface OfCommune {
  Params: { commune: string };
}

/** A person in a commune in which they have the right that the page asks for. */
export interface InCommune {
  account: Account;
  commune: Commune;
}

export function enterCommune(
  routes: PageRoutes,
  request: FastifyRequest<OfCommune>,
  reply: FastifyReply,
  right: Right,
): InCommune | Refused {
  return enterPage(routes, request, reply, (account) => {
    const commune = communeWith(routes.doors, account, right, request.params.commune);
    return commune && { commune };
  });
}

import type { FastifyRequest } from 'fastify';
import type { Right } from '../../people/rights.ts';
import { communeFor } from '../views/station-rights.ts';
import type { ApiRoutes } from './api-routes.ts';

/** Who acts, and for which of their communes that looks at this station; else the status to answer with. */
export function enterStation(
  { doors, auth }: ApiRoutes,
  request: FastifyRequest,
  station: string,
  right: Right,
): { person: string; commune: string } | 401 | 404 {
  const account = auth.whoIs(request);
  if (!account) return 401;
  const commune = communeFor(doors, account, station, right);
  return commune === null ? 404 : { person: account.id, commune };
}

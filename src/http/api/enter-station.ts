import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../../people/account.ts';
import type { Right } from '../../people/rights.ts';
import type { Station } from '../../territory/station.ts';
import { communeFor } from '../views/station-rights.ts';
import type { ApiRoutes } from './api-routes.ts';
import { enter, type Refused } from './enter.ts';

/** A person at a station, and the one of their communes for which they may act on it. */
export function enterStation(
  routes: ApiRoutes,
  request: FastifyRequest<{ Params: { station: string } }>,
  reply: FastifyReply,
  right: Right,
): { station: Station; who: { person: string; commune: string } } | Refused {
  const { doors } = routes;
  const find = (account: Account) => {
    const station = doors.network.stations.get(request.params.station);
    const commune = station ? communeFor(doors, account, station.id, right) : null;
    return station && commune !== null ? { station, who: { person: account.id, commune } } : null;
  };
  return enter(routes, request, reply, find, 'No such station.');
}

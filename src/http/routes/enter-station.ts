import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../../people/account.ts';
import type { Right } from '../../people/rights.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Station } from '../../territory/station.ts';
import { communeFor } from '../views/station-rights.ts';
import { enterPage, type Refused } from './enter-page.ts';
import type { PageRoutes } from './page-routes.ts';

/** What the address of a station's page says. */
export interface OfStation {
  Params: { station: string };
}

/** A person at a station, and the one of their communes for which they may act on it. */
export interface AtStation {
  account: Account;
  station: Station;
  commune: Commune;
}

export function enterStation(
  routes: PageRoutes,
  request: FastifyRequest<OfStation>,
  reply: FastifyReply,
  right: Right,
): AtStation | Refused {
  const { doors } = routes;
  return enterPage(routes, request, reply, (account) => {
    const station = doors.network.stations.get(request.params.station);
    const commune = station && doors.communes.get(communeFor(doors, account, station.id, right) ?? '');
    return commune ? { station, commune } : null;
  });
}

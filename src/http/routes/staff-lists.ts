import type { FastifyInstance } from 'fastify';
import { personsOf, stationsOf } from '../../text/names.ts';
import { enterStaff, orNotFound } from '../enter.ts';
import { communesPage, stationsPage } from '../pages/staff/list-pages.ts';
import { sendPage } from '../reply.ts';
import { communesFor, zoneOf } from '../views/own-communes.ts';
import { viewRows, viewStations, watchedIds } from '../views/staff-view.ts';
import type { PageRoutes } from './page-routes.ts';

/** All communes and all gauges in full, which the overview of an agency tells shorter. */
export function staffLists(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { page } = speech;
  const names = { person: personsOf(doors), station: stationsOf(doors) };

  app.get('/staff/communes', async (request, reply) => {
    const account = enterStaff(routes, request);
    const own = communesFor(doors, account, 'see-alert');
    const timeZone = zoneOf(own);
    const stations = await viewStations(doors, account, watchedIds(doors, own));
    const communes = viewRows(doors, own, stations);
    const body = communesPage(speech, { communes, now: doors.clock.now(), timeZone, ...names });
    const frame = { title: page.staff.communes, path: '/staff/communes', timeZone, wide: true };
    return sendPage(reply, { doors, speech }, frame, body, account);
  });

  app.get<{ Querystring: { station?: string } }>('/staff/stations', async (request, reply) => {
    const account = enterStaff(routes, request);
    const own = communesFor(doors, account, 'see-alert');
    const timeZone = zoneOf(own);
    const ids = watchedIds(doors, own);
    const { station: asked } = request.query;
    const shown = asked === undefined ? ids : [orNotFound(ids.has(asked) ? asked : null)];
    const stations = await viewStations(doors, account, shown);
    const title = asked === undefined ? page.staff.stations : names.station(asked);
    const body = stationsPage(speech, { title, stations, now: doors.clock.now(), timeZone });
    const frame = { title, path: '/staff/stations', timeZone, wide: true };
    return sendPage(reply, { doors, speech }, frame, body, account);
  });
}

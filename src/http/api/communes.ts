import { Type } from 'typebox';
import { enterCommune, orNotFound } from '../enter.ts';
import { viewCommune, viewLevel } from '../views/commune-view.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { Event } from './schemas/alert.ts';
import { OfCommune, Problem } from './schemas/common.ts';
import { CommuneDetail, CommuneLine } from './schemas/commune.ts';
import { chanceToWire, communeToWire, eventToWire, gaugeToWire, officialToWire } from './to-wire.ts';

export function communeRoutes(api: Api, routes: ApiRoutes): void {
  const { doors } = routes;
  api.get(
    '/communes',
    {
      schema: {
        summary: 'All communes and what their residents have been told',
        response: { 200: Type.Array(CommuneLine) },
      },
    },
    async (_request, reply) => {
      const all = [...doors.communes.values()];
      const now = doors.clock.now();
      const lines = all.map((commune) => communeToWire({ commune, now, ...viewLevel(doors, commune) }, doors.instance));
      return reply.header('cache-control', 'public, max-age=10').send(lines);
    },
  );

  api.get(
    '/communes/:commune',
    {
      schema: {
        summary: 'One commune: public level, watched gauges with their chances, gauges upstream',
        params: OfCommune,
        response: { 200: CommuneDetail, 404: Problem },
      },
    },
    async (request, reply) => {
      const commune = orNotFound(doors.communes.get(request.params.commune), 'No such commune.');
      const view = await viewCommune(doors, commune);
      return reply.header('cache-control', 'public, max-age=10').send({
        ...communeToWire(view, doors.instance),
        gauges: view.gauges.map((each) => ({
          ...gaugeToWire(each),
          chances: each.chances.map(chanceToWire),
          knownFloods: each.knownFloods,
        })),
        upstream: view.upstream.map(gaugeToWire),
        officialWarnings: view.official.map(officialToWire),
      });
    },
  );

  api.get(
    '/communes/:commune/events',
    {
      schema: {
        summary: 'Alert events, oldest first (own communes only)',
        params: OfCommune,
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
          alert: Type.Optional(Type.String()),
        }),
        response: { 200: Type.Array(Event), 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const { commune } = enterCommune(routes, request, 'see-alert');
      const { limit, alert } = request.query;
      const events = doors.journal.events(commune.id, alert === undefined ? { limit } : { limit, alert });
      return reply.send(events.map(eventToWire));
    },
  );
}

import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { enterCommune, orNotFound } from '../enter.ts';
import { keptAnswer } from '../reply.ts';
import { sendShared } from '../shared-answer.ts';
import { viewCommune, viewLevel } from '../views/commune-view.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { Event } from './schemas/alert.ts';
import { OfCommune, Problem } from './schemas/common.ts';
import { CommuneDetail, CommuneLine } from './schemas/commune.ts';
import { chanceToWire, communeToWire, eventToWire, gaugeToWire, officialToWire } from './to-wire.ts';
import { writerOf } from './write-answers.ts';

const Communes = Type.Array(CommuneLine);
const [writeAll, writeOne] = [writerOf(Communes), writerOf(CommuneDetail)];

export function communeRoutes(api: Api, routes: ApiRoutes): void {
  const { doors } = routes;
  api.get(
    '/communes',
    {
      schema: {
        summary: 'All communes and what their residents have been told',
        response: { 200: Communes },
      },
    },
    async (_request, reply) => {
      const make = async () => {
        const all = [...doors.communes.values()];
        const now = doors.clock.now();
        const lines = all.map((commune) =>
          communeToWire({ commune, now, ...viewLevel(doors, commune) }, doors.instance),
        );
        return JSON.stringify(writeAll(lines));
      };
      return sendPublic(reply, 'api communes', make);
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
      const make = async () => {
        const view = await viewCommune(doors, commune);
        const detail = {
          ...communeToWire(view, doors.instance),
          gauges: view.gauges.map((each) => ({
            ...gaugeToWire(each),
            chances: each.chances.map(chanceToWire),
            knownFloods: each.knownFloods,
          })),
          upstream: view.upstream.map(gaugeToWire),
          officialWarnings: view.official.map(officialToWire),
        };
        return JSON.stringify(writeOne(detail));
      };
      return sendPublic(reply, `api commune ${commune.id}`, make);
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

  /** As the pages that say the same. */
  async function sendPublic(reply: FastifyReply, address: string, make: () => Promise<string>): Promise<FastifyReply> {
    const answer = await keptAnswer(routes, address, make);
    reply.header('cache-control', 'public, max-age=10').type('application/json; charset=utf-8');
    return sendShared(reply, answer);
  }
}

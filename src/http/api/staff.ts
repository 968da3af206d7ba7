import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { may } from '../../people/rights.ts';
import { versionsBack } from '../../policy/versions-back.ts';
import { enter, enterStaff, notFound } from '../enter.ts';
import { communesOf } from '../views/own-communes.ts';
import { seenRejections } from '../views/seen-rejections.ts';
import { watchedIds } from '../views/staff-view.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { nullable, Problem } from './schemas/common.ts';
import { PolicyVersion } from './schemas/policy.ts';
import { FeedLine, RejectionLine } from './schemas/station.ts';
import { versionsText } from './versions-text.ts';

function sendVersions(reply: FastifyReply, text: AsyncGenerator<string>): FastifyReply {
  return reply.type('application/json; charset=utf-8').send(Readable.from(text, { highWaterMark: 1 }));
}

const limit = Type.Integer({ minimum: 1, maximum: 1000, default: 100 });

export function staffRoutes(api: Api, routes: ApiRoutes): void {
  const { doors } = routes;
  api.get(
    '/session',
    {
      schema: {
        summary: 'Who is logged in, and the token that every POST carries in its header `csrf-token`',
        response: {
          200: Type.Object({
            person: Type.String(),
            role: Type.String(),
            communes: Type.Array(Type.String()),
            csrfToken: Type.String(),
          }),
          401: Problem,
        },
      },
    },
    async (request, reply) => {
      const { id, role, communes } = enter(routes, request);
      return reply.send({ person: id, role, communes, csrfToken: reply.generateCsrf() });
    },
  );

  api.get(
    '/rejections',
    {
      schema: {
        summary:
          'Sensor messages that were refused: how many of each reason, and the newest; `null` where it cannot be read',
        querystring: Type.Object({ limit }),
        response: {
          200: Type.Object({
            counts: nullable(Type.Record(Type.String(), Type.Integer())),
            recent: nullable(Type.Array(RejectionLine)),
          }),
          401: Problem,
          404: Problem,
        },
      },
    },
    async (request, reply) => {
      const account = enterStaff(routes, request);
      const recent = seenRejections(doors, account, request.query.limit);
      return reply.send({ counts: doors.rejections.counts(), recent });
    },
  );

  api.get(
    '/feeds',
    {
      schema: {
        summary:
          'National services that are asked for readings of gauges that own communes watch and of those above: when each last answered, and what went wrong since',
        response: { 200: Type.Array(FeedLine), 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const account = enterStaff(routes, request);
      const ids = watchedIds(doors, communesOf(doors, account));
      return reply.send(doors.feeds().filter(({ station }) => ids.has(station)));
    },
  );

  api.get(
    '/policies',
    {
      schema: {
        summary: 'Versions of the policy, newest first, with the rules of own communes',
        querystring: Type.Object({ limit }),
        response: { 200: Type.Array(PolicyVersion), 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const account = enter(routes, request);
      const own = account.communes.filter((commune) => may(account, 'change-policy', commune));
      if (own.length === 0) throw notFound();
      return sendVersions(reply, versionsText(versionsBack(doors.policies, setImmediate), own, request.query.limit));
    },
  );
}

import { Type } from 'typebox';
import { parseInstant } from '../../lib/units.ts';
import type { HistoryRefusal, PeriodRefusal } from '../../reading/exclusions/exclusion.ts';
import { enterStation } from '../enter.ts';
import { sendProblem } from '../errors.ts';
import { withToken } from '../security.ts';
import { viewStationHealth } from '../views/station-health.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { closed, OfStation, Problem, Reason, TypedInstant } from './schemas/common.ts';
import { Exclusion, StationHealth } from './schemas/station.ts';

const whyNot: Record<PeriodRefusal | HistoryRefusal, string> = {
  'ends-before-it-begins': 'from must not lie after to.',
  'ends-in-the-future': 'to must not lie in the future: put the gauge under maintenance for what is to come.',
  'longer-than-31-days': 'from must lie at most 31 days before to.',
  'history-unreachable': 'Nothing has changed: the history in InfluxDB does not answer. Try again later.',
};

/** How the sensors do, and readings that a person takes out of what counts. */
export function deviceRoutes(api: Api, routes: ApiRoutes): void {
  const { doors } = routes;
  api.get(
    '/stations/:station/health',
    {
      schema: {
        summary: 'Device health apart from level, gaps of the last 7 days, exclusions (staff)',
        params: OfStation,
        response: { 200: StationHealth, 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const { station } = enterStation(routes, request, 'see-rejections');
      const health = await viewStationHealth(doors, station);
      return reply.send({ ...health, station: station.id });
    },
  );

  api.post(
    '/stations/:station/exclusions',
    {
      ...withToken(api),
      schema: {
        summary:
          'Take the readings from `from` to `to`, until now by default, out of what counts: 31 days at most, those that come later included; one reading: twice its instant (staff)',
        params: OfStation,
        body: closed({ from: TypedInstant, to: Type.Optional(TypedInstant), reason: Reason }),
        response: { 201: Exclusion, 401: Problem, 403: Problem, 404: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { station: id } = request.params;
      const { who } = enterStation(routes, request, 'exclude-readings');
      const { from, to, reason } = request.body;
      const period = { from: parseInstant(from), to: to === undefined ? doors.clock.now() : parseInstant(to) };
      if (period.from === null || period.to === null) {
        return sendProblem(
          reply,
          400,
          'from and to: ISO 8601 instants that name their offset, such as 2020-01-22T12:00:00Z.',
        );
      }
      const wanted = { station: id, from: period.from, to: period.to, reason: reason.trim() };
      const done = await doors.exclusions.exclude(wanted, who);
      if (!done.ok) {
        const code = done.error === 'history-unreachable' ? 503 : 422;
        return sendProblem(reply, code, whyNot[done.error], { refusal: done.error });
      }
      return reply.code(201).send(done.value);
    },
  );

  api.post(
    '/stations/:station/exclusions/:exclusion/reverse',
    {
      ...withToken(api),
      schema: {
        summary: 'Readings count again as they were graded before (staff)',
        params: Type.Object({ ...OfStation.properties, exclusion: Type.Integer({ minimum: 1 }) }),
        body: closed({ reason: Reason }),
        response: { 204: Type.Null(), 401: Problem, 403: Problem, 404: Problem, 409: Problem },
      },
    },
    async (request, reply) => {
      const { station: id, exclusion } = request.params;
      const { who } = enterStation(routes, request, 'exclude-readings');
      const done = await doors.exclusions.reverse(id, exclusion, request.body.reason.trim(), who);
      if (done === 'history-unreachable') return sendProblem(reply, 503, whyNot[done], { refusal: done });
      return done
        ? reply.code(204).send(null)
        : sendProblem(reply, 409, 'No such exclusion is in force at this station.');
    },
  );
}

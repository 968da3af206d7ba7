import { Type } from 'typebox';
import { suppressionKinds } from '../../alert/suppress.ts';
import { parseInstant } from '../../lib/units.ts';
import { enterStation } from '../enter.ts';
import { sendProblem } from '../errors.ts';
import { withToken } from '../security.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { closed, Instant, nullable, OfStation, Problem, Reason, Signed, TypedInstant } from './schemas/common.ts';

const Kind = Type.Enum([...suppressionKinds]);
const SHOWN = 100;

const SuppressionLine = Type.Object({
  id: Type.Integer(),
  station: Type.String(),
  kind: Kind,
  from: Instant,
  until: Instant,
  reason: Type.String(),
  person: Type.String(),
  ended: nullable(Signed),
});

/** The same as on the page of a station: maintenance and known silences, signed and bounded. */
export function suppressionRoutes(api: Api, routes: ApiRoutes): void {
  const { doors } = routes;
  api.get(
    '/stations/:station/suppressions',
    {
      schema: {
        summary: 'What people have said of this gauge, newest first (staff)',
        params: OfStation,
        response: { 200: Type.Array(SuppressionLine), 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const { station: id } = request.params;
      enterStation(routes, request, 'see-rejections');
      return reply.send(doors.suppressions.recent(id, SHOWN));
    },
  );

  api.post(
    '/stations/:station/suppressions',
    {
      ...withToken(api),
      schema: {
        summary:
          'From now until `until`, thirty days at most. maintenance: nothing that the gauge says meanwhile counts, then or later; silenced: no reminders of its silence (staff)',
        params: OfStation,
        body: closed({ kind: Kind, until: TypedInstant, reason: Reason }),
        response: { 201: SuppressionLine, 401: Problem, 403: Problem, 404: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { station: id } = request.params;
      const { who } = enterStation(routes, request, 'exclude-readings');
      const { kind, reason } = request.body;
      const until = parseInstant(request.body.until);
      if (until === null) return sendProblem(reply, 400, 'until: an ISO 8601 instant that names its offset.');
      const wanted = { station: id, kind, until, reason: reason.trim() };
      const begun = doors.suppressions.begin(wanted, who);
      if (begun.ok) return reply.code(201).send(begun.value);
      const detail = begun.error === 'too-long' ? 'until: thirty days from now at most.' : 'until lies in the past.';
      return sendProblem(reply, 422, detail, { refusal: begun.error });
    },
  );

  api.post(
    '/stations/:station/suppressions/:suppression/end',
    {
      ...withToken(api),
      schema: {
        summary: 'The gauge counts again, or is reminded of again, from now on (staff)',
        params: Type.Object({ ...OfStation.properties, suppression: Type.Integer({ minimum: 1 }) }),
        body: closed({ reason: Reason }),
        response: { 204: Type.Null(), 401: Problem, 403: Problem, 404: Problem, 409: Problem },
      },
    },
    async (request, reply) => {
      const { station: id, suppression } = request.params;
      const { who } = enterStation(routes, request, 'exclude-readings');
      return doors.suppressions.end(id, suppression, request.body.reason.trim(), who)
        ? reply.code(204).send(null)
        : sendProblem(reply, 409, 'It holds no longer at this station.');
    },
  );
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Act } from '../../alert/act.ts';
import { err } from '../../lib/result.ts';
import type { Right } from '../../people/rights.ts';
import { namesOf } from '../../text/names.ts';
import { deeds, refuseOther, refuseOtherClosed, rightFor } from '../acts/deeds.ts';
import { enterCommune } from '../enter.ts';
import { sendProblem } from '../errors.ts';
import { withToken } from '../security.ts';
import { speeches } from '../speech.ts';
import { refusalText } from '../text/refusal-text.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { closed, Instant, nullable, OfCommune, Problem, Raised } from './schemas/common.ts';

const response = { 204: Type.Null(), 401: Problem, 403: Problem, 404: Problem, 409: Problem };

const Seen = {
  level: Raised,
  alert: Type.Optional(
    Type.String({ maxLength: 150, description: 'the one that was seen, as in `events`: another is refused' }),
  ),
};

/** What a named person does with the alert in force. `level` is the one that the person saw. */
export function actRoutes(api: Api, routes: ApiRoutes): void {
  const { doors } = routes;
  for (const { kind, right } of deeds) {
    const summary = `${kind} the alert in force (session and header csrf-token)`;
    const schema = { summary, params: OfCommune, body: closed(Seen), response };
    api.post(`/communes/:commune/${kind}`, { ...withToken(api), schema }, async (request, reply) =>
      doIt(request, reply, right, { kind, level: request.body.level }, request.body.alert),
    );
  }

  const summary =
    'Open the question again whether somebody deals with the alert; `answeredAt`: the answer that was seen, as in `told` (session and header csrf-token)';
  const body = closed({ ...Seen, answeredAt: Instant });
  const schema = { summary, params: OfCommune, body, response };
  api.post('/communes/:commune/hand-back', { ...withToken(api), schema }, async (request, reply) => {
    const { level, alert, answeredAt } = request.body;
    const deed = { kind: 'hand-back', level, answeredAt: Date.parse(answeredAt) } as const;
    return doIt(request, reply, 'acknowledge', deed, alert);
  });

  const toClose = {
    summary: 'Close by hand an alert whose gauges no longer measure (session and header csrf-token)',
    params: OfCommune,
    // It has always been taken without one too.
    body: nullable(closed({ level: Type.Optional(Seen.level), alert: Seen.alert })),
    response,
  };
  api.post('/communes/:commune/close', { ...withToken(api), schema: toClose }, async (request, reply) => {
    const { level, alert } = request.body ?? {};
    const right = rightFor('close', doors.journal.state(request.params.commune));
    return doIt(request, reply, right, { kind: 'close', ...(level && { level }) }, alert);
  });

  const toReopen = {
    summary: 'Put an alert that was closed by mistake in force again (session and header csrf-token)',
    params: OfCommune,
    body: nullable(closed({ alert: Seen.alert })),
    response,
  };
  api.post('/communes/:commune/reopen', { ...withToken(api), schema: toReopen }, async (request, reply) => {
    const right = rightFor('reopen', doors.journal.state(request.params.commune));
    return doIt(request, reply, right, { kind: 'reopen' }, request.body?.alert);
  });

  function doIt(
    request: FastifyRequest<{ Params: { commune: string } }>,
    reply: FastifyReply,
    right: Right,
    deed: Act,
    seen?: string,
  ): FastifyReply {
    const { account, commune } = enterCommune(routes, request, right);
    const refuse = deed.kind === 'reopen' ? refuseOtherClosed : refuseOther;
    const other = refuse(doors.journal.state(commune.id), seen);
    const result = other ? err(other) : doors.act(commune.id, deed, account.id);
    if (result.ok) return reply.code(204).send(null);
    const text = refusalText(speeches.en, result.error, namesOf(doors, commune), doors.clock.now());
    return sendProblem(reply, 409, text, { refusal: result.error.kind });
  }
}

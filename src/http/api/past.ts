import { Type } from 'typebox';
import { parseInstant } from '../../lib/units.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import { floodedAnswers } from '../../verification/truth-answer.ts';
import { answerTruth, LONGEST_NOTE, LONGEST_PLACE, type TruthProblem } from '../acts/answer-truth.ts';
import { enterCommune, orNotFound } from '../enter.ts';
import { sendProblem } from '../errors.ts';
import { withToken } from '../security.ts';
import { pastAlerts, viewPast } from '../views/afterwards/past-view.ts';
import { viewReplay } from '../views/afterwards/replay-view.ts';
import { viewReport } from '../views/afterwards/report-view.ts';
import { viewVerification } from '../views/afterwards/verification-view.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { replayToWire, reportToWire, verificationToWire } from './past-wire.ts';
import { AlertLine } from './schemas/alert.ts';
import { closed, Problem, TypedInstant } from './schemas/common.ts';
import { Replay } from './schemas/replay.ts';
import { Report } from './schemas/report.ts';
import { Answer, AskedEvent } from './schemas/truth.ts';
import { Verification } from './schemas/verification.ts';

const id = Type.String({ maxLength: 150 });
const InCommune = Type.Object({ commune: id });

const problems: Readonly<Record<TruthProblem, string>> = {
  'no-such-event': 'No such past event.',
  'no-level': 'reached: which level, where it flooded.',
  'bad-time': 'passedAt: an ISO 8601 instant with its offset, within three days of the event and not in the future.',
  'too-long': `place: at most ${LONGEST_PLACE} characters; note: at most ${LONGEST_NOTE}.`,
  'answered-meanwhile': 'Somebody has answered meanwhile: read it, and give its id in `seen` to replace it.',
};

/** What is told afterwards: alerts, what people say came true, reports, replays of past moments, how the service has done. */
export function pastRoutes(api: Api, routes: ApiRoutes): void {
  const { doors } = routes;

  api.get(
    '/communes/:commune/alerts',
    {
      schema: {
        summary: 'Past alerts and the one in force, newest first (own communes only)',
        params: InCommune,
        response: { 200: Type.Array(AlertLine), 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const { commune } = enterCommune(routes, request, 'see-alert');
      return reply.send(pastAlerts(doors, commune).toReversed());
    },
  );

  api.get(
    '/communes/:commune/alerts/:alert/report',
    {
      schema: {
        summary: 'All that is on record of one alert (own communes only)',
        params: Type.Object({ commune: id, alert: id }),
        response: { 200: Report, 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const { commune } = enterCommune(routes, request, 'see-alert');
      const view = orNotFound(await viewReport(doors, commune, request.params.alert), 'No such alert.');
      return reply.send(reportToWire(view));
    },
  );

  api.get(
    '/communes/:commune/replay',
    {
      schema: {
        summary: 'A past moment as it was known then: nothing received, written or answered later (own communes only)',
        params: InCommune,
        querystring: Type.Object({ at: TypedInstant }),
        response: { 200: Replay, 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const { commune } = enterCommune(routes, request, 'see-alert');
      const at = parseInstant(request.query.at);
      if (at === null || at > doors.clock.now())
        return sendProblem(reply, 400, 'at: an ISO 8601 instant that names its offset and is not in the future.');
      return reply.send(replayToWire(await viewReplay(doors, commune, at)));
    },
  );

  api.get(
    '/communes/:commune/truth',
    {
      schema: {
        summary: 'Events that are over, newest first, with what people say came true; `answer: null` waits (staff)',
        params: InCommune,
        response: { 200: Type.Array(AskedEvent), 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const { commune } = enterCommune(routes, request, 'verify');
      const { events } = await viewPast(doors, commune);
      return reply.send(events);
    },
  );

  api.post(
    '/communes/:commune/truth/:event',
    {
      ...withToken(api),
      schema: {
        summary: 'Say whether it flooded, where and when; a later answer replaces an earlier one (staff)',
        params: Type.Object({ commune: id, event: id }),
        body: closed({
          flooded: Type.Enum([...floodedAnswers]),
          reached: Type.Optional(Type.Enum([...raisedLevels])),
          passedAt: Type.Optional(TypedInstant),
          place: Type.String({ maxLength: LONGEST_PLACE, default: '' }),
          note: Type.String({ maxLength: LONGEST_NOTE, default: '' }),
          seen: Type.Integer({ minimum: 0, default: 0, description: 'id of the answer that this one replaces' }),
        }),
        response: { 201: Answer, 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { account, commune } = enterCommune(routes, request, 'verify');
      const { passedAt: text, reached = null, ...typed } = request.body;
      const passedAt = text === undefined ? null : parseInstant(text);
      if (text !== undefined && passedAt === null) return sendProblem(reply, 422, problems['bad-time']);
      const said = await answerTruth(doors, commune, request.params.event, account.id, { ...typed, reached, passedAt });
      if (said.ok) return reply.code(201).send(said.value);
      const { error } = said;
      const status = error === 'no-such-event' ? 404 : error === 'answered-meanwhile' ? 409 : 422;
      return sendProblem(reply, status, problems[error]);
    },
  );

  api.get(
    '/communes/:commune/verification',
    {
      schema: {
        summary: 'How alerts and stated chances did over the life of the service, exercises left out (staff)',
        params: InCommune,
        response: { 200: Verification, 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const { commune } = enterCommune(routes, request, 'verify');
      return reply.send(verificationToWire(await viewVerification(doors, commune)));
    },
  );
}

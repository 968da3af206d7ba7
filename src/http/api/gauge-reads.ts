import { Type } from 'typebox';
import { parseInstant } from '../../lib/units.ts';
import type { ReadRefusal } from '../../reading/by-person/read-at-gauge.ts';
import { enterOnce, enterRead } from '../acts/enter-read.ts';
import { enterGauge } from '../enter.ts';
import { sendProblem } from '../errors.ts';
import { withToken } from '../security.ts';
import { viewReads } from '../views/read-view.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { closed, Instant, OfGauge, Problem } from './schemas/common.ts';

const ReadLine = Type.Object({
  stageM: Type.Number(),
  observedAt: Instant,
  person: Type.String(),
  at: Instant,
  state: Type.Enum(['counts', 'replaced', 'excluded']),
});

const problems: Readonly<Record<ReadRefusal, string>> = {
  'no-stage': 'This gauge measures no level.',
  'out-of-range': 'stageM: outside minValue and maxValue of the station.',
  'in-the-future': 'observedAt lies in the future.',
  'too-old': 'observedAt: three hours ago at most. What is older belongs in the event log.',
  excluded: 'Readings of that time have been excluded by a person.',
  'too-many': 'Too many were entered for this gauge within an hour.',
};

/** What a person read at the painted gauge: the same as on its page. */
export function gaugeReadRoutes(api: Api, routes: ApiRoutes): void {
  const { doors, readsInTurn } = routes;

  api.get(
    '/communes/:commune/gauges/:station/reads',
    {
      schema: {
        summary:
          'Levels that people of the commune read at the painted gauge in the last day, newest first (own communes only)',
        params: OfGauge,
        response: { 200: Type.Array(ReadLine), 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const { commune, station } = enterGauge(routes, request);
      return reply.send(await viewReads(doors, station, commune, doors.clock.now()));
    },
  );

  api.post(
    '/communes/:commune/gauges/:station/reads',
    {
      ...withToken(api),
      schema: {
        summary:
          'Enter a level that a person read at the painted gauge: it becomes a reading, may raise an alert and lowers none (session and header csrf-token)',
        params: OfGauge,
        body: closed({
          stageM: Type.Number({ description: 'metres above the gauge’s zero' }),
          observedAt: Type.String({ maxLength: 40, description: 'ISO 8601 with its offset; taken to the minute' }),
          confirmed: Type.Literal(true, {
            description: 'the person has seen the figure beside the last known level and the marks, and means it',
          }),
          madeAt: Type.Optional(
            Type.String({
              maxLength: 40,
              description:
                'when its reader last saw what was entered, ISO 8601 with its offset: another level entered for that minute since is not replaced (409). Without it the newest counts',
            }),
          ),
          notPlayed: Type.Optional(
            Type.Boolean({ description: 'true: it was really read. Needed while an exercise runs in the commune' }),
          ),
        }),
        response: { 201: ReadLine, 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { account, commune, station } = enterGauge(routes, request);
      const { stageM, notPlayed } = request.body;
      const observedAt = parseInstant(request.body.observedAt);
      if (observedAt === null) return sendProblem(reply, 400, 'observedAt: an ISO 8601 instant that names its offset.');
      const madeAt = request.body.madeAt === undefined ? undefined : parseInstant(request.body.madeAt);
      if (madeAt === null) return sendProblem(reply, 400, 'madeAt: an ISO 8601 instant that names its offset.');
      if (doors.exercises.running(commune.id) && notPlayed !== true)
        return sendProblem(reply, 409, 'An exercise runs here: a made-up level is no reading.', {
          refusal: 'exercise',
        });
      const read = { station, stageM, observedAt };
      const done = await readsInTurn(() =>
        madeAt === undefined
          ? enterRead(doors, account, commune, read)
          : enterOnce(doors, account, commune, read, madeAt),
      );
      if (done.ok) return reply.code(201).send({ ...done.value, state: 'counts' });
      const { error } = done;
      if (typeof error === 'string') return sendProblem(reply, 422, problems[error], { refusal: error });
      return sendProblem(reply, 409, 'Another level was entered for that minute since madeAt.', {
        refusal: 'said-since',
        stageM: error.stageM,
        person: error.person,
      });
    },
  );
}

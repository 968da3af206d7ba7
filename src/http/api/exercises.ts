import { Type } from 'typebox';
import { type Exercise, isPlayable, LONGEST_EXERCISE_MIN } from '../../alert/exercise.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import { isOther } from '../acts/deeds.ts';
import { endInEach, LONGEST_BODY, namedCommunes, startInEach } from '../acts/many-exercises.ts';
import { enter, enterCommune } from '../enter.ts';
import { sendProblem } from '../errors.ts';
import { withToken } from '../security.ts';
import { speeches } from '../speech.ts';
import { answersTo } from '../views/exercise-answers.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { answerToWire, PlayedAnswerLine } from './exercise-reports.ts';
import { Event } from './schemas/alert.ts';
import { closed, Instant, nullable, OfCommune, Problem, Raised } from './schemas/common.ts';
import { eventToWire } from './to-wire.ts';

const EVENTS_SHOWN = 100;
const Step = closed({ level: Raised, afterMin: Type.Integer({ minimum: 0, maximum: LONGEST_EXERCISE_MIN }) });
const ExerciseLine = Type.Object({
  id: Type.String(),
  person: Type.String(),
  startedAt: Instant,
  steps: Type.Array(Step),
  lastsMin: Type.Integer(),
  reason: Type.String(),
  /** Who let residents be told too; `null`: staff only. */
  residentsBy: nullable(Type.String()),
  level: Type.Enum(['normal', ...raisedLevels]),
  /** One of many communes, which are told in turn. */
  inTurn: Type.Boolean(),
  /** Who has ended it, while those who were told of it wait their turn to hear so. */
  endedBy: nullable(Type.String()),
});
const refusals = { 401: Problem, 403: Problem, 404: Problem, 409: Problem };

const Plan = {
  steps: Type.Array(Step, { minItems: 1, maxItems: 20 }),
  lastsMin: Type.Integer({ minimum: 1, maximum: LONGEST_EXERCISE_MIN }),
  reason: Type.String({ minLength: 5, maxLength: 500, pattern: '\\S' }),
};
const Seen = Type.String({ maxLength: 150, description: 'the one that was seen: another is refused' });
const Communes = Type.Array(OfCommune.properties.commune, { minItems: 1 });

function toWire(exercise: Exercise) {
  const { inTurn = false, endedBy = null } = exercise;
  return { ...exercise, inTurn, endedBy };
}

/** Exercises of a commune, as on their page. */
export function exerciseRoutes(api: Api, routes: ApiRoutes): void {
  const { exercises } = routes.doors;

  api.get(
    '/communes/:commune/exercise',
    {
      schema: {
        summary: 'The exercise that runs, the last events of exercises, and who answered them when (mayor, staff)',
        params: OfCommune,
        response: {
          200: Type.Object({
            running: nullable(ExerciseLine),
            events: Type.Array(Event),
            answers: Type.Array(PlayedAnswerLine),
          }),
          401: Problem,
          404: Problem,
        },
      },
    },
    async (request, reply) => {
      const { commune } = enterCommune(routes, request, 'run-exercise');
      const { id } = commune;
      const running = exercises.running(id);
      const played = exercises.events(id, EVENTS_SHOWN);
      const answers = answersTo(routes.doors, id, played).map(answerToWire);
      return reply.send({ running: running && toWire(running), events: played.map(eventToWire), answers });
    },
  );

  api.post(
    '/communes/:commune/exercise',
    {
      ...withToken(api),
      schema: {
        summary:
          'Start an exercise, told at once, from the fourth commune within a minute on in turn; `residents` only for who may release. In more than one commune: POST /exercises (mayor, staff)',
        params: OfCommune,
        body: closed({ ...Plan, residents: Type.Boolean({ default: false }) }),
        response: { 201: ExerciseLine, 422: Problem, ...refusals },
      },
    },
    async (request, reply) => {
      const { residents, ...plan } = request.body;
      const { account, commune } = enterCommune(routes, request, residents ? 'release' : 'run-exercise');
      const started = exercises.start(commune.id, plan, { person: account.id, residents });
      if (started.ok) return reply.code(201).send(toWire(started.value));
      const status = started.error === 'not-playable' ? 422 : 409;
      return sendProblem(reply, status, speeches.en.page.exercise.refused[started.error], { refusal: started.error });
    },
  );

  const deeds = [
    {
      deed: 'widen',
      right: 'release',
      refusal: 'not-widened',
      summary: 'From the next event on residents are told too (mayor)',
    },
    { deed: 'end', right: 'run-exercise', refusal: 'not-running', summary: 'End the exercise (mayor, staff)' },
  ] as const;
  for (const { deed, right, refusal, summary } of deeds) {
    api.post(
      `/communes/:commune/exercise/${deed}`,
      {
        ...withToken(api),
        schema: {
          summary,
          params: OfCommune,
          // It has always been taken without one too.
          body: nullable(closed({ exercise: Type.Optional(Seen) })),
          response: { 204: Type.Null(), ...refusals },
        },
      },
      async (request, reply) => {
        const { account, commune } = enterCommune(routes, request, right);
        const running = exercises.running(commune.id);
        const refuse = (why: typeof refusal | 'other-exercise') =>
          sendProblem(reply, 409, speeches.en.page.exercise.refused[why], { refusal: why });
        if (running && isOther(running, request.body?.exercise)) return refuse('other-exercise');
        return exercises[deed](commune.id, account.id) ? reply.code(204).send(null) : refuse(refusal);
      },
    );
  }

  api.post(
    '/exercises',
    {
      ...withToken(api),
      schema: {
        summary:
          'Start an exercise in many communes, whose contacts are told in turn; `refusal` says why one did not begin (mayor, staff)',
        body: closed({ ...Plan, communes: Communes }),
        response: {
          200: Type.Array(
            Type.Object({
              commune: Type.String(),
              refusal: nullable(Type.Enum(['alert-in-force', 'already-running', 'not-playable'])),
            }),
          ),
          422: Problem,
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const { communes, ...plan } = request.body;
      const account = enter(routes, request);
      const named = namedCommunes(routes.doors, account, communes);
      if (!isPlayable(plan)) {
        const refusal = 'not-playable';
        return sendProblem(reply, 422, speeches.en.page.exercise.refused[refusal], { refusal });
      }
      const outcomes = await startInEach(routes.doors, named, plan, account.id);
      return reply.send(outcomes.map(({ commune, refusal }) => ({ commune: commune.id, refusal })));
    },
  );

  api.post(
    '/exercises/end',
    {
      ...withToken(api),
      bodyLimit: LONGEST_BODY,
      schema: {
        summary:
          'End the exercises of many communes; `ended` is false where none ran, or none of those that were seen (mayor, staff)',
        body: closed({ communes: Communes, exercises: Type.Optional(Type.Array(Seen)) }),
        response: { 200: Type.Array(Type.Object({ commune: Type.String(), ended: Type.Boolean() })), ...refusals },
      },
    },
    async (request, reply) => {
      const account = enter(routes, request);
      const { communes, exercises: seen } = request.body;
      const named = namedCommunes(routes.doors, account, communes);
      const outcomes = await endInEach(routes.doors, named, { person: account.id, seen });
      return reply.send(outcomes.map(({ commune, ended }) => ({ commune: commune.id, ended })));
    },
  );
}

import { Type } from 'typebox';
import { parseInstant } from '../../lib/units.ts';
import { enterCommune, orNotFound } from '../enter.ts';
import { sendProblem } from '../errors.ts';
import type { PlayedAnswer } from '../views/exercise-answers.ts';
import { type HeldExercise, viewExercise, viewHeld } from '../views/exercise-view.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { toldToWire } from './past-wire.ts';
import { Event } from './schemas/alert.ts';
import { Instant, nullable, OfCommune, Problem, TypedInstant } from './schemas/common.ts';
import { LogLine } from './schemas/log.ts';
import { Told } from './schemas/report.ts';
import { eventToWire } from './to-wire.ts';

/** What an event that raised the level asked a contact; `null` for no answer yet. */
export const PlayedAnswerLine = Type.Object({
  event: Type.String(),
  contact: Type.String(),
  answeredAt: nullable(Instant),
});

const Held = Type.Object({
  id: Type.String(),
  startedAt: Instant,
  person: nullable(Type.String()),
  reason: nullable(Type.String()),
  /** People who were asked for an answer, and those of them who gave one. */
  asked: Type.Integer(),
  answered: Type.Integer(),
});

const ExerciseReport = Type.Object({
  id: Type.String(),
  commune: Type.String(),
  asOf: Instant,
  /** `null` while it runs. */
  endedAt: nullable(Instant),
  /** Who let residents be told too; `null`: staff only. */
  residentsBy: nullable(Type.String()),
  events: Type.Array(Event),
  answers: Type.Array(PlayedAnswerLine),
  told: Type.Array(Told),
  log: Type.Array(LogLine),
});

export function answerToWire({ event, ...answer }: PlayedAnswer) {
  return { ...answer, event: event.id };
}

function heldToWire({ first: { at, reason }, ...held }: HeldExercise) {
  const { person, purpose } = reason.because === 'exercise' ? reason : { person: null, purpose: null };
  return { ...held, startedAt: at, person, reason: purpose };
}

/** Exercises that were held, as on their pages. */
export function exerciseReportRoutes(api: Api, routes: ApiRoutes): void {
  const { doors } = routes;

  api.get(
    '/communes/:commune/exercises',
    {
      schema: {
        summary:
          'Exercises that told somebody something, newest first, fifty at most; `before`: those that began earlier (mayor, staff)',
        params: OfCommune,
        querystring: Type.Object({ before: Type.Optional(TypedInstant) }),
        response: { 200: Type.Array(Held), 400: Problem, 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const { commune } = enterCommune(routes, request, 'run-exercise');
      const { before: text } = request.query;
      const before = text === undefined ? undefined : parseInstant(text);
      if (before === null) return sendProblem(reply, 400, 'before: an ISO 8601 instant that names its offset.');
      return reply.send(viewHeld(doors, commune.id, before).map(heldToWire));
    },
  );

  api.get(
    '/communes/:commune/exercises/:exercise',
    {
      schema: {
        summary: 'All that is on record of one exercise: played, told, answered, written (mayor, staff)',
        params: Type.Object({ ...OfCommune.properties, exercise: Type.String({ maxLength: 150 }) }),
        response: { 200: ExerciseReport, 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const { commune } = enterCommune(routes, request, 'run-exercise');
      const view = orNotFound(viewExercise(doors, commune, request.params.exercise), 'No such exercise.');
      return reply.send({
        ...view,
        commune: commune.id,
        asOf: view.now,
        events: view.told.map(({ event }) => eventToWire(event)),
        answers: view.answers.map(answerToWire),
        told: view.told.map(toldToWire),
      });
    },
  );
}

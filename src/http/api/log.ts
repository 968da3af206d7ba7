import { Type } from 'typebox';
import { isOfExercise } from '../../alert/exercise.ts';
import { LONGEST_ENTRY, logKinds } from '../../record/log-entry.ts';
import { writeLog } from '../acts/write-log.ts';
import { enterCommune } from '../enter.ts';
import { sendProblem } from '../errors.ts';
import { withToken } from '../security.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { closed, OfCommune, Problem } from './schemas/common.ts';
import { LogLine } from './schemas/log.ts';

const EntryNumber = Type.Integer({ minimum: 1, maximum: 2 ** 40 });

/** The event log: what staff and mayors write during an event. */
export function logRoutes(api: Api, routes: ApiRoutes): void {
  const { doors } = routes;
  api.get(
    '/communes/:commune/log',
    {
      schema: {
        summary: 'Entries of the event log (main courante), newest first (own communes only)',
        params: OfCommune,
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
          alert: Type.Optional(Type.String({ maxLength: 150 })),
          before: Type.Optional(EntryNumber),
        }),
        response: { 200: Type.Array(LogLine), 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const { commune } = enterCommune(routes, request, 'write-log');
      const entries = doors.logBook.recent(commune.id, request.query);
      return reply.send(entries);
    },
  );

  api.post(
    '/communes/:commune/log',
    {
      ...withToken(api),
      schema: {
        summary: 'Write an entry; it can be followed up, never edited (session and header csrf-token)',
        params: OfCommune,
        body: closed({
          kind: Type.Enum([...logKinds]),
          text: Type.String({ minLength: 1, maxLength: LONGEST_ENTRY, pattern: '\\S' }),
          follows: Type.Optional(EntryNumber),
          exercise: Type.Optional(
            Type.String({
              maxLength: 150,
              description: 'The id of the exercise that it was written for, and not of anything real',
            }),
          ),
        }),
        response: { 201: LogLine, 401: Problem, 403: Problem, 404: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { account, commune } = enterCommune(routes, request, 'write-log');
      const { kind, text, follows = null, exercise = null } = request.body;
      // Played, as whoever sends it says: written all the same it would be real for ever.
      if (exercise !== null && !isOfExercise(commune.id, exercise))
        return sendProblem(reply, 422, 'exercise: it is no exercise of this commune.');
      const written = writeLog(doors, commune.id, account.id, { kind, text, follows, exercise });
      if (written.ok) return reply.code(201).send(written.value);
      const detail =
        written.error === 'bad-text'
          ? `text: 1 to ${LONGEST_ENTRY} characters that can be read.`
          : `follows: no entry ${follows} in this commune.`;
      return sendProblem(reply, 422, detail);
    },
  );
}

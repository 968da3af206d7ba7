import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { isOfExercise } from '../../alert/exercise.ts';
import { LONGEST_ENTRY, logKinds } from '../../record/log-entry.ts';
import { namesOf } from '../../text/names.ts';
import { writeLog } from '../acts/write-log.ts';
import { enterCommune, type InCommune, type OfCommune } from '../enter.ts';
import { type LogForm, logPage } from '../pages/afterwards/log-page.ts';
import { titleAfter } from '../pages/page-title.ts';
import { sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import type { PageRoutes } from './page-routes.ts';

const SHOWN = 100;
const id = Type.String({ maxLength: 150 });
const number = Type.Integer({ minimum: 1, maximum: 2 ** 40 });
const Query = Type.Object({
  follows: Type.Optional(number),
  before: Type.Optional(number),
  saved: Type.Optional(number),
  alert: Type.Optional(id),
  // What was learned from it is written once it is over.
  exercise: Type.Optional(id),
});
// Longer than an entry may be: whoever writes too much gets it back to shorten it.
const EntryForm = Type.Object({
  kind: Type.Enum([...logKinds]),
  text: Type.String({ maxLength: 8_000 }),
  follows: Type.Optional(number),
  // As the form was drawn: it may lie open on a phone for weeks.
  exercise: Type.Optional(id),
  notPlayed: Type.Optional(Type.String({ maxLength: 20 })),
  asked: Type.Optional(Type.String({ maxLength: 20 })),
});

/** The event log of a commune: written by those who decide and watch, read by the same. */
export function logPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { language, page } = speech;

  const isInAlert = (commune: string) => Boolean(doors.journal.state(commune)?.alert);
  /** The exercise that entries are for: none amid a real alert. */
  const played = (commune: string) => (isInAlert(commune) ? null : doors.exercises.running(commune));

  function show(
    reply: FastifyReply,
    { account, commune }: InCommune,
    query: Static<typeof Query>,
    form: Omit<LogForm, 'csrf'>,
  ) {
    const { before, alert } = query;
    const entries = doors.logBook.recent(commune.id, {
      limit: SHOWN,
      ...(before !== undefined && { before }),
      ...(alert !== undefined && { alert }),
    });
    const exercise = played(commune.id);
    const body = logPage(speech, {
      commune,
      exercise,
      now: doors.clock.now(),
      entries,
      person: namesOf(doors, commune).person,
      played: doors.played,
      inAlert: isInAlert(commune.id),
      onlyAlert: alert ?? null,
      older: entries.length === SHOWN ? (entries.at(-1)?.id ?? null) : null,
      isOldest: before === undefined,
      form: { ...form, csrf: reply.generateCsrf() },
      saved: query.saved ?? null,
    });
    const { id, name, timeZone } = commune;
    const saved = query.saved === undefined ? null : page.log.saved(query.saved);
    const title = `${exercise ? page.exercise.word : ''}${titleAfter(saved, page.log.title(name))}`;
    const frame = { title, path: `/mayor/${id}/log`, timeZone };
    return sendPage(reply, { doors, speech }, frame, body, account);
  }

  app.get<OfCommune & { Querystring: Static<typeof Query> }>(
    '/mayor/:commune/log',
    { schema: { querystring: Query } },
    (request, reply) => {
      const entered = enterCommune(routes, request, 'write-log');
      const { follows, exercise } = request.query;
      const earlier = follows === undefined ? null : doors.logBook.find(entered.commune.id, follows);
      const problem = follows !== undefined && !earlier ? page.log.badFollows : null;
      // What follows up an entry of an exercise is of it too, also months later; amid a real alert it may be real.
      const held = exercise ?? earlier?.alert ?? null;
      const isOver = isOfExercise(entered.commune.id, held) && played(entered.commune.id)?.id !== held;
      return show(reply, entered, request.query, {
        kind: 'observation',
        text: '',
        follows: earlier,
        notPlayed: false,
        maybePlayed:
          held !== null && isOver ? { id: held, isTicked: exercise === held || !isInAlert(entered.commune.id) } : null,
        problem,
      });
    },
  );

  app.post<OfCommune & { Body: Static<typeof EntryForm> }>(
    '/mayor/:commune/log',
    { schema: { body: EntryForm }, ...withToken(app) },
    (request, reply) => {
      const entered = enterCommune(routes, request, 'write-log');
      const { kind, text, follows = null, notPlayed } = request.body;
      const exercise = notPlayed === undefined ? (request.body.exercise ?? null) : null;
      const { commune, account } = entered;
      const earlier = follows === null ? null : doors.logBook.find(commune.id, follows);
      const typed = { kind, text, follows: earlier, notPlayed: notPlayed !== undefined };
      // It is kept for ever: once the exercise is over, or amid a real alert, only who typed it knows for which of both it was.
      const isRunning = played(commune.id)?.id === exercise;
      const isAsked = request.body.asked !== undefined;
      if (exercise !== null && isOfExercise(commune.id, exercise) && !isAsked && !isRunning) {
        const maybePlayed = { id: exercise, isTicked: false };
        return show(
          reply.code(409),
          entered,
          {},
          { ...typed, maybePlayed, problem: page.log.askPlayed(isInAlert(commune.id)) },
        );
      }
      const written = writeLog(doors, commune.id, account.id, { kind, text, follows, exercise });
      if (written.ok) {
        const { id } = written.value;
        return reply.redirect(`/${language}/mayor/${commune.id}/log?saved=${id}#e${id}`, 303);
      }
      const problem =
        written.error === 'bad-text' ? page.log.badText(LONGEST_ENTRY.toLocaleString(language)) : page.log.badFollows;
      const maybePlayed = isAsked && exercise !== null ? { id: exercise, isTicked: true } : null;
      return show(reply.code(422), entered, {}, { ...typed, maybePlayed, problem });
    },
  );
}

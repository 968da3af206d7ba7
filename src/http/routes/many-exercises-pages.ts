import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { isPlayable } from '../../alert/exercise.ts';
import { machinesToldWith } from '../../notification/machines/webhook.ts';
import type { Account } from '../../people/account.ts';
import type { Commune } from '../../territory/commune.ts';
import { nameOrder, personsOf } from '../../text/names.ts';
import { endInEach, LONGEST_BODY, namedCommunes, startInEach } from '../acts/many-exercises.ts';
import { begunBefore } from '../acts/sent-before.ts';
import { enter, notFound } from '../enter.ts';
import { titleAfter } from '../pages/page-title.ts';
import { EXERCISES_PATH, manyExercisesPage } from '../pages/staff/many-exercises-page.ts';
import { sendPage, sendTitled } from '../reply.ts';
import { withToken } from '../security.ts';
import { communesFor } from '../views/own-communes.ts';
import { emptyForm, planForm, readPlan } from './exercise-pages.ts';
import type { PageRoutes } from './page-routes.ts';

const chosen = Type.Array(Type.String({ maxLength: 200 }), { default: [] });
const StartForm = Type.Object({ ...planForm, commune: chosen, river: chosen });
/** Of a page that an earlier version drew the exercises are not there. */
const EndForm = Type.Object({ commune: chosen, exercise: Type.Optional(Type.Array(Type.String({ maxLength: 200 }))) });
/** How many it began or ended in. */
const Done = Type.Object({ started: Type.Optional(Type.Integer()), ended: Type.Optional(Type.Integer()) });

/** Whoever may run exercises in several communes plays one in many of them at once. */
export function manyExercisesPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { language, page } = speech;
  const { many, refused } = page.exercise;
  const inOrder = nameOrder(language);

  function enterMany(request: FastifyRequest) {
    const account = enter(routes, request);
    const own = communesFor(doors, account, 'run-exercise').toSorted((a, b) => inOrder(a.name, b.name));
    if (own.length < 2) throw notFound();
    return { account, own };
  }

  /** Of the first gauge that the commune watches. */
  const riverOf = ({ watches }: Commune) => doors.network.stations.get(watches[0]?.station ?? '')?.river ?? '';

  function show(
    reply: FastifyReply,
    { account, own }: { account: Account; own: readonly Commune[] },
    said: { done?: string | null; problems?: readonly string[]; values?: Static<typeof StartForm> } = {},
  ) {
    const rows = own.map((commune) => ({ commune, running: doors.exercises.running(commune.id) }));
    const idle = rows.flatMap(({ commune, running }) => (running ? [] : [commune]));
    // What was typed before the alert is kept, and said to be refused.
    const inAlert = said.values ? [] : idle.filter(({ id }) => doors.journal.state(id)?.alert != null);
    const free = idle.filter((commune) => !inAlert.includes(commune));
    const now = doors.clock.now();
    const body = manyExercisesPage(speech, {
      heldUp: doors.exercises.heldUp(
        own.map(({ id }) => id),
        now,
      ),
      running: rows.flatMap(({ commune, running }) => (running ? [{ commune, running }] : [])),
      inAlert,
      lastHeld: (commune) => doors.exercises.held(commune, { limit: 1 })[0]?.at ?? null,
      rivers: [...Map.groupBy(free, riverOf)]
        .map(([name, communes]) => ({ name, communes }))
        .toSorted((a, b) => inOrder(a.name, b.name)),
      ways: doors.ways,
      machines: { staff: [...new Set(own.flatMap(({ id }) => machinesToldWith('staff', doors.webhooks, id)))] },
      person: personsOf(doors),
      now,
      csrf: reply.generateCsrf(),
      done: said.done ?? null,
      problem: said.problems?.join(' ') || null,
      values: said.values ?? { ...emptyForm, commune: [], river: [] },
    });
    const frame = {
      title: titleAfter(said.done ?? null, many.title),
      path: EXERCISES_PATH,
      timeZone: own[0]!.timeZone,
      wide: true,
    };
    // Where it began in some, something was done.
    const send = said.done ? sendTitled : sendPage;
    return send(reply, { doors, speech }, frame, body, account);
  }

  app.get<{ Querystring: Static<typeof Done> }>(EXERCISES_PATH, { schema: { querystring: Done } }, (request, reply) => {
    const { started, ended } = request.query;
    const entered = enterMany(request);
    // Not on a page that is gone back to.
    const runs = entered.own.some(({ id }) => doors.exercises.running(id) !== null);
    const done = started === undefined ? ended !== undefined && many.ended(ended) : runs && many.started(started);
    return show(reply, entered, { done: done || null });
  });

  app.post<{ Body: Static<typeof StartForm> }>(
    EXERCISES_PATH,
    { schema: { body: StartForm }, bodyLimit: LONGEST_BODY, ...withToken(app) },
    async (request, reply) => {
      const entered = enterMany(request);
      const { account, own } = entered;
      const values = request.body;
      const ofRivers = own.filter((commune) => values.river.includes(riverOf(commune)));
      const communes = namedCommunes(doors, account, [...values.commune, ...ofRivers.map(({ id }) => id)]);
      const plan = readPlan(values);
      const problems = [
        ...(communes.length === 0 ? [many.noneChosen] : []),
        ...(isPlayable(plan) ? [] : [refused['not-playable']]),
      ];
      if (problems.length > 0) return show(reply.code(422), entered, { problems, values });
      const outcomes = await startInEach(doors, communes, plan, account.id);
      const by = { person: account.id, residents: false };
      const isBefore = ({ id }: Commune) => begunBefore(doors.exercises.running(id), plan, by);
      const not = Map.groupBy(outcomes, ({ commune: each, refusal }) =>
        refusal === 'already-running' && isBefore(each) ? null : refusal,
      );
      const started = not.get(null)?.length ?? 0;
      not.delete(null);
      if (not.size === 0) return back(reply, 'started', started);
      const told = [...not].map(([why, at]) =>
        many.notStarted(refused[why!], at.map(({ commune: { name } }) => name).join(', ')),
      );
      return show(reply.code(409), entered, {
        done: started > 0 ? many.started(started) : null,
        problems: told,
        values,
      });
    },
  );

  app.post<{ Body: Static<typeof EndForm> }>(
    `${EXERCISES_PATH}/end`,
    { schema: { body: EndForm }, bodyLimit: LONGEST_BODY, ...withToken(app) },
    async (request, reply) => {
      const { account } = enterMany(request);
      const { commune, exercise: seen } = request.body;
      const outcomes = await endInEach(doors, namedCommunes(doors, account, commune), { person: account.id, seen });
      // A second tap, whose first has ended them.
      const isBefore = ({ id }: Commune) => {
        const newest = doors.exercises.newest(id);
        return newest?.endedBy === account.id && seen?.includes(newest.id) === true;
      };
      return back(reply, 'ended', outcomes.filter(({ commune: each, ended }) => ended || isBefore(each)).length);
    },
  );

  function back(reply: FastifyReply, done: 'started' | 'ended', count: number) {
    return reply.redirect(`/${language}${EXERCISES_PATH}?${done}=${count}`, 303);
  }
}

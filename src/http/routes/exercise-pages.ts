import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import type { ExercisePlan } from '../../alert/exercise.ts';
import type { Instant } from '../../lib/clock.ts';
import { machinesToldWith } from '../../notification/machines/webhook.ts';
import { may } from '../../people/rights.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import type { Commune } from '../../territory/commune.ts';
import { namesOf } from '../../text/names.ts';
import { isOther } from '../acts/deeds.ts';
import { begunBefore } from '../acts/sent-before.ts';
import { enterCommune, type InCommune, type OfCommune, orNotFound } from '../enter.ts';
import { titleAfter } from '../pages/page-title.ts';
import { type ExerciseForm, exercisePage } from '../pages/staff/exercise-page.ts';
import { exerciseReportPage } from '../pages/staff/exercise-report-page.ts';
import { sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import { viewCourse, viewExercise, viewHeld } from '../views/exercise-view.ts';
import type { PageRoutes } from './page-routes.ts';

const text = Type.String({ maxLength: 2000 });
/** What is to be played, as it is typed. */
export const planForm = { prepare: text, act: text, danger: text, lastsMin: text, reason: text };
const Query = Type.Object({
  done: Type.Optional(Type.String()),
  before: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
});
const StartForm = Type.Object({ ...planForm, residents: Type.Optional(text) });
/** Of a page that an earlier version drew it is not there. */
const DeedForm = Type.Object({ exercise: Type.Optional(text) });
export const emptyForm: ExerciseForm = { prepare: '0', act: '30', danger: '', lastsMin: '60', reason: '' };

/** A named person plays an alert; everything that is sent says EXERCICE first. */
export function exercisePages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { language, page } = speech;
  const { exercises } = doors;

  function show(
    reply: FastifyReply,
    { account, commune }: InCommune,
    said: { done?: string | null; problem?: string; values?: ExerciseForm; before?: Instant | undefined } = {},
  ) {
    const running = exercises.running(commune.id);
    // Over, it is what the debriefing is written from.
    const shown = running?.id ?? exercises.held(commune.id, { limit: 1 })[0]?.alert ?? null;
    const events = shown === null ? [] : exercises.eventsOf({ commune: commune.id, id: shown });
    const body = exercisePage(speech, {
      ...viewCourse(doors, commune.id, events),
      held: viewHeld(doors, commune.id, said.before),
      heldBefore: said.before ?? null,
      commune,
      names: namesOf(doors, commune),
      running,
      // What was typed before the alert is kept.
      isInAlert: said.values === undefined && doors.journal.state(commune.id)?.alert != null,
      now: doors.clock.now(),
      // It calls nobody.
      hasWays: doors.ways.has('email') || doors.ways.has('sms'),
      isReplay: doors.instance.kind === 'demonstration',
      mayWiden: may(account, 'release', commune.id),
      machines: {
        residents: machinesToldWith('residents', doors.webhooks, commune.id),
        staff: machinesToldWith('staff', doors.webhooks, commune.id),
      },
      csrf: reply.generateCsrf(),
      done: said.done ?? null,
      problem: said.problem ?? null,
      values: said.values ?? emptyForm,
    });
    const { id, name, timeZone } = commune;
    const frame = {
      title: `${page.exercise.word}${titleAfter(said.done ?? null, name)}`,
      path: `/mayor/${id}/exercise`,
      timeZone,
    };
    return sendPage(reply, { doors, speech }, frame, body, account);
  }

  const url = '/mayor/:commune/exercise';
  app.get<OfCommune & { Querystring: Static<typeof Query> }>(
    url,
    { schema: { querystring: Query } },
    (request, reply) => {
      const entered = enterCommune(routes, request, 'run-exercise');
      const running = exercises.running(entered.commune.id);
      // Not on a page that is gone back to.
      const holds = {
        started: running !== null,
        widened: running?.residentsBy != null,
        ended: running?.endedBy !== undefined || !running,
      };
      const done = (['started', 'widened', 'ended'] as const).find(
        (each) => each === request.query.done && holds[each],
      );
      return show(reply, entered, { done: done ? page.exercise.done[done] : null, before: request.query.before });
    },
  );

  app.get<{ Params: { commune: string; exercise: string } }>(`${url}/:exercise`, (request, reply) => {
    const { account, commune } = enterCommune(routes, request, 'run-exercise');
    const view = orNotFound(viewExercise(doors, commune, request.params.exercise));
    const { id, name, timeZone } = commune;
    const path = `/mayor/${id}/exercise/${view.id}`;
    const body = exerciseReportPage(speech, view, {
      names: namesOf(doors, commune),
      played: doors.played,
      isReplay: doors.instance.kind === 'demonstration',
    });
    const frame = { title: page.exercise.report.title(name), path, timeZone, wide: true };
    return sendPage(reply, { doors, speech }, frame, body, account);
  });

  app.post<OfCommune & { Body: Static<typeof StartForm> }>(
    url,
    { schema: { body: StartForm }, ...withToken(app) },
    (request, reply) => {
      const residents = request.body.residents !== undefined;
      const entered = enterCommune(routes, request, residents ? 'release' : 'run-exercise');
      const { account, commune } = entered;
      const [plan, by] = [readPlan(request.body), { person: account.id, residents }];
      const started = exercises.start(commune.id, plan, by);
      if (started.ok || (started.error === 'already-running' && begunBefore(exercises.running(commune.id), plan, by)))
        return back(reply, commune, 'started');
      const code = started.error === 'not-playable' ? 422 : 409;
      return show(reply.code(code), entered, { problem: page.exercise.refused[started.error], values: request.body });
    },
  );

  const deeds = [
    { deed: 'widen', right: 'release', done: 'widened', doneBy: 'residentsBy', refusal: 'not-widened' },
    { deed: 'end', right: 'run-exercise', done: 'ended', doneBy: 'endedBy', refusal: 'not-running' },
  ] as const;
  for (const { deed, right, done, doneBy, refusal } of deeds) {
    app.post<OfCommune & { Body: Static<typeof DeedForm> }>(
      `${url}/${deed}`,
      { schema: { body: DeedForm }, ...withToken(app) },
      (request, reply) => {
        const entered = enterCommune(routes, request, right);
        const { account, commune } = entered;
        const running = exercises.running(commune.id);
        const seen = request.body.exercise;
        const refuse = (why: keyof typeof page.exercise.refused) =>
          show(reply.code(409), entered, { problem: page.exercise.refused[why] });
        if (running && isOther(running, seen)) return refuse('other-exercise');
        if (exercises[deed](commune.id, account.id)) return back(reply, commune, done);
        // A second tap, whose first has done it.
        const newest = exercises.newest(commune.id);
        const isBefore = seen === newest?.id && newest?.[doneBy] === account.id;
        return isBefore ? back(reply, commune, done) : refuse(refusal);
      },
    );
  }

  function back(reply: FastifyReply, { id }: Commune, done: string) {
    return reply.redirect(`/${language}/mayor/${id}/exercise?done=${done}`, 303);
  }
}

/** What is no whole number becomes a minute that no plan allows. */
export function readPlan(form: ExerciseForm): ExercisePlan {
  const minutes = (typed: string) => (/^\d{1,4}$/.test(typed.trim()) ? Number(typed) : -1);
  return {
    steps: raisedLevels
      .filter((level) => form[level].trim() !== '')
      .map((level) => ({ level, afterMin: minutes(form[level]) })),
    lastsMin: minutes(form.lastsMin),
    reason: form.reason.trim(),
  };
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Instant } from '../../lib/clock.ts';
import { may } from '../../people/rights.ts';
import type { Nth } from '../../reading/local-instant.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import { personsOf } from '../../text/names.ts';
import { floodedAnswers } from '../../verification/truth-answer.ts';
import { answerTruth } from '../acts/answer-truth.ts';
import { enter, enterCommune, type InCommune, notFound, orNotFound } from '../enter.ts';
import { localInput } from '../local-time.ts';
import { pastPage } from '../pages/afterwards/past-page.ts';
import { type TruthForm, truthForm } from '../pages/afterwards/truth-form.ts';
import { titleAfter } from '../pages/page-title.ts';
import { sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import { createSlices } from '../slices.ts';
import { readTyped, type TypedTime, Which, whichOf } from '../typed/typed-time.ts';
import { viewPast } from '../views/afterwards/past-view.ts';
import { shownAlerts } from '../views/afterwards/shown-alerts.ts';
import { communesFor, zoneOf } from '../views/own-communes.ts';
import type { PageRoutes } from './page-routes.ts';

const Answer = Type.Object({
  flooded: Type.Enum([...floodedAnswers]),
  reached: Type.Enum([...raisedLevels, 'none']),
  // Longer than allowed: whoever writes too much gets it back to shorten it.
  place: Type.String({ maxLength: 3_000 }),
  note: Type.String({ maxLength: 6_000 }),
  passedAt: Type.String({ maxLength: 40 }),
  passedAtWhich: Which,
  seen: Type.Integer({ minimum: 0 }),
});

const Asked = Type.Object({
  saved: Type.Optional(Type.String({ maxLength: 10 })),
  before: Type.Optional(Type.String({ maxLength: 150 })),
});

interface OfEvent {
  Params: { commune: string; event: string };
}

/** Past alerts, and what people say came true. */
export function pastPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech, floods } = routes;
  const { language, page } = speech;
  const person = personsOf(doors);
  const notRead = { ...page.typedTime, unreadable: page.past.problem['bad-time'] };

  app.get<{ Querystring: Static<typeof Asked> }>(
    '/staff/alerts',
    { schema: { querystring: Asked } },
    async (request, reply) => {
      const account = enter(routes, request);
      const own = communesFor(doors, account, 'see-alert');
      const views = [];
      const letIn = createSlices();
      for (const commune of own) views.push(await viewPast(doors, commune, floods, letIn));
      const saved = request.query.saved === '1';
      const shown = orNotFound(shownAlerts(views, request.query.before));
      const body = pastPage(speech, { views, shown, person, saved, mayAnswer: (id) => may(account, 'verify', id) });
      const title = shown.newer === null ? page.past.title : page.past.titleOf(shown.first, shown.last);
      const frame = {
        title: titleAfter(saved ? page.past.saved : null, title),
        path: '/staff/alerts',
        timeZone: zoneOf(own),
        wide: true,
      };
      return sendPage(reply, { doors, speech }, frame, body, account);
    },
  );

  async function enterEvent(request: FastifyRequest<OfEvent>) {
    const entered = enterCommune(routes, request, 'verify');
    const { events } = await viewPast(doors, entered.commune);
    return { ...entered, event: orNotFound(events.find(({ id }) => id === request.params.event)) };
  }

  function show(
    reply: FastifyReply,
    { account, commune, event }: InCommune & { event: TruthForm['event'] },
    given: Pick<TruthForm, 'values' | 'problem'>,
  ) {
    const form = { ...given, commune, event, person, signer: account.name, csrf: reply.generateCsrf() };
    const path = `/staff/truth/${commune.id}/${event.id}`;
    const frame = { title: page.past.askTitle(commune.name), path, timeZone: commune.timeZone };
    return sendPage(reply, { doors, speech }, frame, truthForm(speech, form), account);
  }

  app.get<OfEvent>('/staff/truth/:commune/:event', async (request, reply) => {
    const entered = await enterEvent(request);
    const { event, commune } = entered;
    const { answer } = event;
    const values = {
      flooded: answer?.flooded ?? null,
      reached: answer?.reached ?? null,
      passedAt: answer?.passedAt == null ? '' : localInput(answer.passedAt, commune.timeZone),
      passedAtWhich: answer?.passedAt == null ? undefined : whichOf(answer.passedAt, commune.timeZone),
      place: answer?.place ?? '',
      note: answer?.note ?? '',
    };
    return show(reply, entered, { values, problem: null });
  });

  app.post<OfEvent & { Body: Static<typeof Answer> }>(
    '/staff/truth/:commune/:event',
    { schema: { body: Answer }, ...withToken(app) },
    async (request, reply) => {
      const entered = await enterEvent(request);
      const { account, commune, event } = entered;
      const { passedAt: typedAt, passedAtWhich: which, reached: typedLevel, ...typed } = request.body;
      const reached = typedLevel === 'none' ? null : typedLevel;
      const values = { ...typed, reached, passedAt: typedAt, passedAtWhich: which };
      const read = readPassedAt(typedAt, which, event.answer?.passedAt ?? null, commune.timeZone);
      if ('problem' in read) return show(reply.code(422), entered, { values, problem: notRead[read.problem] });
      const passedAt = read.instant;
      const said = await answerTruth(doors, commune, event.id, account.id, { ...typed, reached, passedAt });
      if (said.ok) return reply.redirect(`/${language}/staff/alerts?saved=1`, 303);
      if (said.error === 'no-such-event') throw notFound();
      const status = said.error === 'answered-meanwhile' ? 409 : 422;
      return show(reply.code(status), entered, { values, problem: page.past.problem[said.error] });
    },
  );
}

/** What was answered before and is left as it stands stays that instant, also within an hour that clocks showed twice. */
function readPassedAt(
  typed: string,
  which: Nth | undefined,
  answered: Instant | null,
  timeZone: string,
): TypedTime | { instant: null } {
  if (typed === '') return { instant: null };
  const isLeft =
    answered !== null &&
    typed === localInput(answered, timeZone) &&
    (which === undefined || which === (whichOf(answered, timeZone) ?? which));
  return isLeft ? { instant: answered } : readTyped(typed, which, timeZone);
}

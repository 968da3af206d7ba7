import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Account } from '../../people/account.ts';
import type { Policy } from '../../policy/policy.ts';
import { isReason } from '../../record/signed-reason.ts';
import { personsOf } from '../../text/names.ts';
import { acceptTuning, adopted } from '../acts/accept-tuning.ts';
import { sentBefore } from '../acts/sent-before.ts';
import { enter, enterTunedGauge, type OfGauge, type OfRule, orNotFound } from '../enter.ts';
import { liveBy, WAITING_SEC } from '../pages/live-link.ts';
import { tuningList } from '../pages/policy/tuning-list.ts';
import { type TuningPage, tuningPage } from '../pages/policy/tuning-page.ts';
import { sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import { refusalOfChange } from '../text/refusal-of-change.ts';
import { goalOf, type TunedGauge, viewTunedGauges, viewTuning } from '../views/tuning-view.ts';
import type { PageRoutes } from './page-routes.ts';

const Query = Type.Object({
  goal: Type.Optional(Type.String({ maxLength: 40 })),
  perYear: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
  costLoss: Type.Optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })),
  all: Type.Optional(Type.String({ maxLength: 1 })),
  candidate: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
});
const Acceptance = Type.Object({
  version: Type.Integer(),
  candidate: Type.Integer({ minimum: 0, maximum: 10_000 }),
  reason: Type.String({ maxLength: 2000 }),
});

type AskedRule = OfRule & { Querystring: Static<typeof Query> };

/** Tuning: replay the past, look at candidates, adopt one with a name and a reason. */
export function tuningPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { language, page } = speech;
  const person = personsOf(doors);

  app.get<{ Querystring: { still?: string } }>('/staff/tuning', (request, reply) => {
    const account = enter(routes, request);
    const gauges = viewTunedGauges(doors, account);
    const { timeZone } = orNotFound(gauges[0]).commune;
    const isStill = request.query.still !== undefined;
    const live = doors.tuner.running() && liveBy('still', isStill, `/${language}/staff/tuning`, WAITING_SEC);
    const body = tuningList(speech, { gauges, person, csrf: reply.generateCsrf(), live });
    const frame = { title: page.tuning.title, path: '/staff/tuning', timeZone, live };
    return sendPage(reply, { doors, speech }, frame, body, account);
  });

  app.post<OfGauge>('/staff/tuning/:commune/:station/start', withToken(app), (request, reply) => {
    const { account } = enterTunedGauge(routes, request);
    const { commune, station } = request.params;
    doors.tuner.start(commune, station, account.id);
    return reply.redirect(`/${language}/staff/tuning`, 303);
  });

  const url = '/staff/tuning/:commune/:station/:level';

  app.get<AskedRule>(url, { schema: { querystring: Query } }, (request, reply) => {
    const entered = enterTunedGauge(routes, request);
    return show(request, reply, entered, { candidate: request.query.candidate ?? null, reason: '', problem: null });
  });

  app.post<AskedRule & { Body: Static<typeof Acceptance> }>(
    url,
    { schema: { querystring: Query, body: Acceptance }, ...withToken(app) },
    async (request, reply) => {
      const entered = enterTunedGauge(routes, request);
      const { version, candidate, reason } = request.body;
      const view = orNotFound(viewTuning(doors, entered.gauge, { ...askedOf(request), candidate }));
      const chosen = orNotFound(view.chosen);
      const tuned = { ...view, chosen };
      const change = { base: version, reason: reason.trim(), person: entered.account.id };
      const saved = (policy: Policy) => reply.redirect(`/${language}/staff?saved=${policy.version}`, 303);
      const again = (code: number, problem: string) => {
        const before = sentBefore(doors.policies.current(), { ...change, rule: adopted(tuned) }, change.person);
        return before ? saved(before) : show(request, reply.code(code), entered, { candidate, reason, problem });
      };
      if (view.outdated) return again(409, page.tuning.outdated[view.outdated]);
      if (!isReason(reason)) return again(422, page.policy.invalidReason);
      const done = await acceptTuning(doors, tuned, change);
      if (done.ok) return saved(done.value);
      const { code, text } = refusalOfChange(speech, done.error, person);
      return again(code, text);
    },
  );

  function askedOf({ params, query }: FastifyRequest<AskedRule>) {
    return { level: params.level, goal: goalOf(query) };
  }

  function show(
    request: FastifyRequest<AskedRule>,
    reply: FastifyReply,
    { account, gauge }: { account: Account; gauge: TunedGauge },
    { candidate, ...shown }: Pick<TuningPage, 'reason' | 'problem'> & { candidate: number | null },
  ) {
    const view = orNotFound(viewTuning(doors, gauge, { ...askedOf(request), candidate }));
    const all = request.query.all !== undefined;
    const body = tuningPage(speech, { ...shown, view, all, csrf: reply.generateCsrf() });
    const { commune, station, level } = request.params;
    const levelName = speech.words.level(view.rule.level).name;
    const title = page.tuning.pageTitle(levelName, gauge.commune.name, gauge.stationName);
    const path = `/staff/tuning/${commune}/${station}/${level}`;
    const frame = { title, path, timeZone: gauge.commune.timeZone, wide: true };
    return sendPage(reply, { doors, speech }, frame, body, account);
  }
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { namesOf, stationsOf } from '../../text/names.ts';
import { enter, orNotFound } from '../enter.ts';
import { localInput } from '../local-time.ts';
import { replayPage, replayStart } from '../pages/afterwards/replay-page.ts';
import { reportCsv } from '../pages/afterwards/report-csv.ts';
import { reportPage } from '../pages/afterwards/report-page.ts';
import { verificationPage } from '../pages/afterwards/verification-page.ts';
import { sendPage } from '../reply.ts';
import { readTyped, Which, whichOf } from '../typed/typed-time.ts';
import { viewReplay } from '../views/afterwards/replay-view.ts';
import { viewReport } from '../views/afterwards/report-view.ts';
import { viewVerification } from '../views/afterwards/verification-view.ts';
import { areMany, communeOfAlert, communesFor, shownOf } from '../views/own-communes.ts';
import type { PageRoutes } from './page-routes.ts';

const Moment = Type.Object({
  commune: Type.Optional(Type.String({ maxLength: 100 })),
  at: Type.Optional(Type.String({ maxLength: 40 })),
  atWhich: Which,
});

interface OfAlert {
  Params: { alert: string };
}

/** What is known afterwards: the report of an alert, a past moment as it was known, and how the service has done. */
export function reportPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { page } = speech;
  const notRead = { ...page.typedTime, unreadable: page.replay.badTime };

  async function enterAlert(request: FastifyRequest<OfAlert>) {
    const { alert } = request.params;
    const account = enter(routes, request);
    const commune = orNotFound(communeOfAlert(doors, account, alert));
    return { account, alert, commune, view: orNotFound(await viewReport(doors, commune, alert)) };
  }

  app.get<OfAlert>('/staff/alerts/:alert/report.csv', async (request, reply) => {
    const { alert, commune, view } = await enterAlert(request);
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${alert}.csv"`)
      .type('text/csv; charset=utf-8')
      .send(reportCsv(speech, view, namesOf(doors, commune)));
  });

  app.get<OfAlert>('/staff/alerts/:alert/report', async (request, reply) => {
    const { account, alert, commune, view } = await enterAlert(request);
    const { name, timeZone } = commune;
    const frame = { title: page.report.title(name), path: `/staff/alerts/${alert}/report`, timeZone, wide: true };
    const body = reportPage(speech, view, namesOf(doors, commune), doors.instance.kind === 'demonstration');
    return sendPage(reply, { doors, speech }, frame, body, account);
  });

  app.get<{ Querystring: Static<typeof Moment> }>(
    '/staff/replay',
    { schema: { querystring: Moment } },
    async (request, reply) => {
      const account = enter(routes, request);
      const communes = communesFor(doors, account, 'see-alert');
      const { commune: id, at: typed, atWhich } = request.query;
      const chosen = orNotFound(id === undefined ? communes[0] : communes.find((each) => each.id === id));
      const now = doors.clock.now();
      const { timeZone } = chosen;
      const read = typed === undefined ? null : readTyped(typed, atWhich, timeZone);
      const at = read && 'instant' in read && read.instant <= now ? read.instant : null;
      const problem = read && at === null ? notRead['problem' in read ? read.problem : 'unreadable'] : null;
      const isAskedBack = read !== null && 'problem' in read && read.problem !== 'unreadable';
      const field = isAskedBack
        ? { at: typed ?? '', which: undefined }
        : { at: localInput(at ?? now, timeZone), which: whichOf(at ?? now, timeZone) };
      const choice = { communes, chosen, ...field, problem };
      const isPast = at !== null;
      const title = isPast ? page.replay.title(chosen.name) : page.replay.choose;
      const frame = { title, path: '/staff/replay', timeZone, wide: true };
      const body = isPast
        ? replayPage(speech, await viewReplay(doors, chosen, at), namesOf(doors, chosen), choice)
        : replayStart(speech, choice);
      return sendPage(reply.code(problem === null ? 200 : 422), { doors, speech }, frame, body, account);
    },
  );

  app.get<{ Querystring: { commune?: string } }>('/staff/verification', async (request, reply) => {
    const account = enter(routes, request);
    const communes = communesFor(doors, account, 'verify');
    const views = [];
    for (const commune of shownOf(communes, request.query.commune)) views.push(await viewVerification(doors, commune));
    const { timeZone } = orNotFound(communes[0]);
    const frame = { title: page.verification.title, path: '/staff/verification', timeZone, wide: true };
    const station = stationsOf(doors);
    const choice = areMany(communes) ? communes : [];
    return sendPage(reply, { doors, speech }, frame, verificationPage(speech, { views, station, choice }), account);
  });
}

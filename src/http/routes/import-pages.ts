import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { TakeBackRefusal } from '../../reading/imports/take-back-imports.ts';
import { isReason } from '../../record/signed-reason.ts';
import { personsOf } from '../../text/names.ts';
import { signedBefore } from '../acts/sent-before.ts';
import { type AtStation, enterStation, type OfStation } from '../enter.ts';
import { titleAfter } from '../pages/page-title.ts';
import { type ImportPage, importPage } from '../pages/staff/import-page.ts';
import { sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import type { PageRoutes } from './page-routes.ts';

const SHOWN = 100;
const TakeBackForm = Type.Object({
  reason: Type.String({ maxLength: 2000 }),
  confirm: Type.Optional(Type.String({ maxLength: 10 })),
});

/** What was imported at a gauge; an import is taken back by a person who signs it. */
export function importPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { language, page } = speech;
  const person = personsOf(doors);

  function show(
    reply: FastifyReply,
    { account, station, commune: { timeZone } }: AtStation,
    said: Partial<Pick<ImportPage, 'done' | 'problem'>>,
  ) {
    const imports = doors.imports.recent(station.id, SHOWN);
    const own = { station, imports, person, timeZone, csrf: reply.generateCsrf() };
    const body = importPage(speech, { ...own, done: said.done ?? null, problem: said.problem ?? null });
    const title = titleAfter(said.done ?? null, page.imports.title(station.name));
    const frame = { title, path: `/staff/stations/${station.id}/imports`, timeZone };
    return sendPage(reply, { doors, speech }, frame, body, account);
  }

  const url = '/staff/stations/:station/imports';
  app.get<OfStation & { Querystring: { done?: string } }>(url, (request, reply) => {
    const entered = enterStation(routes, request, 'exclude-readings');
    return show(reply, entered, request.query.done === 'taken-back' ? { done: page.imports.done } : {});
  });

  app.post<{ Params: { station: string; id: string }; Body: { reason: string; confirm?: string } }>(
    `${url}/:id/take-back`,
    { schema: { body: TakeBackForm }, ...withToken(app) },
    async (request, reply) => {
      const entered = enterStation(routes, request, 'exclude-readings');
      const { account, station, commune } = entered;
      const { reason, confirm } = request.body;
      const found = doors.imports.find(Number(request.params.id));
      const id = found?.station === station.id ? found.id : null;
      const isConfirmed = confirm === 'yes';
      const refuse = (code: number, text: string) =>
        show(reply.code(code), entered, { problem: { id, text, reason, isConfirmed } });
      if (id === null) return refuse(404, page.imports.noSuch);
      if (!isReason(reason)) return refuse(422, page.policy.invalidReason);
      if (!isConfirmed) return refuse(422, page.imports.notConfirmed);
      const by = { person: account.id };
      const taken = await doors.takeBack(id, { by, reason: reason.trim(), commune: commune.id });
      const isOwn = () =>
        signedBefore(doors.imports.find(id)?.takenBack, { person: account.id, reason: reason.trim() });
      if (!taken.ok && !(taken.error.kind === 'taken-back-already' && isOwn()))
        return refuse(taken.error.kind === 'history-unreachable' ? 503 : 409, refusalText(taken.error));
      return reply.redirect(`/${language}/staff/stations/${station.id}/imports?done=taken-back`, 303);
    },
  );

  function refusalText(refusal: TakeBackRefusal): string {
    const { imports } = page;
    if (refusal.kind === 'no-such-import') return imports.noSuch;
    if (refusal.kind === 'taken-back-already') return imports.alreadyTaken;
    return refusal.begun ? imports.unreachable.begun : imports.unreachable.notBegun;
  }
}

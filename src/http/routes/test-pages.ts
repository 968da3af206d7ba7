import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Account } from '../../people/account.ts';
import type { Commune } from '../../territory/commune.ts';
import { type TestPage, testPage, valueOf } from '../pages/test-page.ts';
import { sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import { communesFor } from '../views/own-communes.ts';
import { enterPage } from './enter-page.ts';
import type { PageRoutes } from './page-routes.ts';

const url = '/staff/test-message';
const TestForm = Type.Object({ to: Type.String({ maxLength: 200 }) });
const RELOAD_SEC = 2;

/** Staff try whether messages reach a contact of their communes. */
export function testPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { language, page } = speech;

  const own = (account: Account) => {
    const communes = communesFor(doors, account, 'see-rejections');
    return communes.length > 0 ? { communes } : null;
  };

  function show(
    reply: FastifyReply,
    { account, communes }: { account: Account; communes: readonly Commune[] },
    { event, problem = null }: { event?: string | undefined; problem?: string | null },
  ) {
    const contacts = communes.flatMap((commune) => commune.contacts.map((contact) => ({ commune, contact })));
    const self = contacts.find(({ contact: { id, name } }) => id === account.id || name === account.name);
    const found = event === undefined ? null : doors.tests.outcome(event);
    const last = communes.some(({ id }) => id === found?.commune) ? found : null;
    const timeZone = communes[0]?.timeZone ?? 'UTC';
    const model: TestPage = {
      contacts,
      self: self ? valueOf(self.commune.id, self.contact.id) : null,
      csrf: reply.generateCsrf(),
      last,
      problem,
      timeZone,
    };
    const refreshSec = last?.delivery.status === 'pending' ? RELOAD_SEC : null;
    const frame = { title: page.test.title, path: url, timeZone, refreshSec };
    return sendPage(reply, { doors, speech }, frame, testPage(speech, model), account);
  }

  app.get<{ Querystring: { sent?: string } }>(url, (request, reply) => {
    const entered = enterPage(routes, request, reply, own);
    if ('refused' in entered) return entered.refused;
    const { sent } = request.query;
    return show(reply, entered, typeof sent === 'string' ? { event: sent } : {});
  });

  app.post<{ Body: Static<typeof TestForm> }>(
    url,
    { schema: { body: TestForm }, ...withToken(app) },
    async (request, reply) => {
      const entered = enterPage(routes, request, reply, own);
      if ('refused' in entered) return entered.refused;
      const [commune = '', contact = ''] = request.body.to.split('/');
      const isOwn = entered.communes.some(({ id }) => id === commune);
      const event = isOwn ? doors.tests.send(commune, contact, { person: entered.account.id }) : null;
      if (event === null) return show(reply.code(422), entered, { problem: page.test.noSuch });
      return reply.redirect(`/${language}${url}?sent=${encodeURIComponent(event)}`, 303);
    },
  );
}

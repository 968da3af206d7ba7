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
const Query = Type.Object({ sent: Type.Optional(Type.String()), still: Type.Optional(Type.String()) });
type Asked = Static<typeof Query>;
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
    { sent, still, problem = null }: Asked & { problem?: string | null },
  ) {
    const contacts = communes.flatMap((commune) => commune.contacts.map((contact) => ({ commune, contact })));
    const self = contacts.find(({ contact: { id, name } }) => id === account.id || name === account.name);
    const found = sent === undefined ? [] : doors.tests.outcomes(sent);
    const last = found.filter((each) => communes.some(({ id }) => id === each.commune));
    const pending = last.find(({ delivery }) => delivery.status === 'pending');
    const timeZone = communes[0]?.timeZone ?? 'UTC';
    const model: TestPage = {
      contacts,
      self: self ? valueOf(self.commune.id, self.contact.id) : null,
      csrf: reply.generateCsrf(),
      last,
      live: pending ? liveOf(pending.event, still !== undefined) : null,
      problem,
      timeZone,
    };
    const refreshSec = model.live?.isLive ? RELOAD_SEC : null;
    const frame = { title: page.test.title, path: url, timeZone, refreshSec };
    return sendPage(reply, { doors, speech }, frame, testPage(speech, model), account);
  }

  /** The page looks by itself what became of the message, until it knows or somebody stops it. */
  function liveOf(event: string, isStill: boolean) {
    const href = `/${language}${url}?sent=${encodeURIComponent(event)}${isStill ? '' : '&still=1'}`;
    return { isLive: !isStill, href, everySec: RELOAD_SEC };
  }

  app.get<{ Querystring: Asked }>(url, { schema: { querystring: Query } }, (request, reply) => {
    const entered = enterPage(routes, request, reply, own);
    if ('refused' in entered) return entered.refused;
    return show(reply, entered, request.query);
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

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { HOUR_MS } from '../../lib/units.ts';
import { byAddress } from '../../notification/tried/by-address.ts';
import type { Account } from '../../people/account.ts';
import type { Commune } from '../../territory/commune.ts';
import { nameOrder } from '../../text/names.ts';
import type { Doors } from '../doors.ts';
import { enter, notFound, orNotFound } from '../enter.ts';
import { liveBy, WAITING_SEC } from '../pages/live-link.ts';
import { testAllPage } from '../pages/staff/reached-table.ts';
import { type TestPage, testPage, valueOf, webhookIn } from '../pages/staff/test-page.ts';
import { sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import { communesFor, zoneOf } from '../views/own-communes.ts';
import type { PageRoutes } from './page-routes.ts';

const url = '/staff/test-message';
const TestForm = Type.Object({ to: Type.String({ maxLength: 200 }) });
const Query = Type.Object({
  sent: Type.Optional(Type.String()),
  all: Type.Optional(Type.String()),
  commune: Type.Optional(Type.String()),
  still: Type.Optional(Type.String()),
});
const AllForm = Type.Object({ commune: Type.String({ maxLength: 64 }) });
type Asked = Static<typeof Query>;

/** Staff try whether messages reach a contact of their communes. */
export function testPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { language, page } = speech;

  function enterAny(request: FastifyRequest): { account: Account; communes: readonly Commune[] } {
    const account = enter(routes, request);
    const communes = communesFor(doors, account, 'see-rejections');
    if (communes.length === 0) throw notFound();
    return { account, communes };
  }

  function send(to: string, communes: readonly Commune[], by: { person: string }): string | null {
    const machine = webhookIn(to);
    if (machine !== null) {
      const commune = doors.webhooks.flatMap((each) => (each.id === machine ? (heardIn(each, communes) ?? []) : []))[0];
      return commune ? doors.tests.sendToWebhook(machine, commune.id, by) : null;
    }
    const [commune = '', contact = ''] = to.split('/');
    return communes.some(({ id }) => id === commune) ? doors.tests.send(commune, contact, by) : null;
  }

  function show(
    reply: FastifyReply,
    { account, communes }: { account: Account; communes: readonly Commune[] },
    { sent, all, commune, still, problem = null }: Asked & { problem?: string | null },
  ) {
    const inOrder = nameOrder(language);
    const contacts = communes
      .flatMap((commune) => commune.contacts.map((contact) => ({ commune, contact })))
      .sort((a, b) => inOrder(a.contact.name, b.contact.name) || inOrder(a.commune.name, b.commune.name));
    const self = contacts.find(({ contact: { id, name } }) => id === account.id || name === account.name);
    const found = sent === undefined ? [] : doors.tests.outcomes(sent);
    const last = found.filter((each) => communes.some(({ id }) => id === each.commune));
    const reached = communes.flatMap(({ id }) => doors.receipts.ofCommune(id));
    const now = doors.clock.now();
    const justTried = reached.filter(({ tried }) => tried && now - tried.at < HOUR_MS);
    const toAll = communes.find((each) => each.id === all && justTried.some(({ commune }) => commune === each)) ?? null;
    const isPending =
      last.some(({ delivery }) => delivery.status === 'pending') ||
      reached.some(({ commune, tried }) => commune === toAll && tried?.delivery.status === 'pending');
    const query = new URLSearchParams(toAll ? { all: toAll.id } : { sent: sent ?? '' }).toString();
    // The page looks by itself what became of the message, until it knows or somebody stops it.
    const live = isPending ? liveBy('still', still !== undefined, `/${language}${url}?${query}`, WAITING_SEC) : null;
    const timeZone = zoneOf(communes);
    const model: TestPage = {
      contacts,
      webhooks: doors.webhooks.filter((each) => heardIn(each, communes)).map(({ id }) => id),
      self: self ? valueOf(self.commune.id, self.contact.id) : null,
      csrf: reply.generateCsrf(),
      last,
      toAll,
      reached: byAddress(reached),
      only: toAll ?? communes.find(({ id }) => id === commune) ?? null,
      now,
      live,
      problem,
      timeZone,
    };
    const frame = { title: page.test.title, path: url, timeZone, live, wide: true };
    return sendPage(reply, { doors, speech }, frame, testPage(speech, model), account);
  }

  app.get<{ Querystring: Asked }>(url, { schema: { querystring: Query } }, (request, reply) => {
    const entered = enterAny(request);
    return show(reply, entered, request.query);
  });

  app.post<{ Body: Static<typeof TestForm> }>(
    url,
    { schema: { body: TestForm }, ...withToken(app) },
    async (request, reply) => {
      const entered = enterAny(request);
      const event = send(request.body.to, entered.communes, { person: entered.account.id });
      if (event === null) return show(reply.code(422), entered, { problem: page.test.noSuch });
      return reply.redirect(`/${language}${url}?sent=${encodeURIComponent(event)}`, 303);
    },
  );

  function enterOne(request: FastifyRequest, asked: string | undefined) {
    const { account, communes } = enterAny(request);
    return { account, commune: orNotFound(communes.find(({ id }) => id === asked)) };
  }

  app.get<{ Querystring: { commune?: string } }>(`${url}/all`, (request, reply) => {
    const { account, commune } = enterOne(request, request.query.commune);
    const frame = { title: page.reached.allAsk(commune.name), path: `${url}/all`, timeZone: commune.timeZone };
    return sendPage(reply, { doors, speech }, frame, testAllPage(speech, commune, reply.generateCsrf()), account);
  });

  app.post<{ Body: Static<typeof AllForm> }>(
    `${url}/all`,
    { schema: { body: AllForm }, ...withToken(app) },
    async (request, reply) => {
      const { account, commune } = enterOne(request, request.body.commune);
      doors.tests.sendAll(commune.id, { person: account.id });
      return reply.redirect(`/${language}${url}?all=${commune.id}`, 303);
    },
  );
}

/** The first of these communes that a machine hears of. */
function heardIn({ communes }: Doors['webhooks'][number], own: readonly Commune[]): Commune | undefined {
  return own.find(({ id }) => communes.includes(id));
}

import type { FastifyInstance } from 'fastify';
import { html } from 'hono/html';
import { typedWays } from '../../notification/ways.ts';
import { readQuietHours } from '../../people/quiet-hours.ts';
import type { Commune } from '../../territory/commune.ts';
import { communesNamed } from '../communes-named.ts';
import { type OfCommune, orNotFound } from '../enter.ts';
import type { countRequests } from '../limits/count-requests.ts';
import type { Kept } from '../limits/kept-pages.ts';
import { phoneOf } from '../limits/request-limit.ts';
import { liveBy } from '../pages/live-link.ts';
import { communePage } from '../pages/residents/commune-page.ts';
import { type HomeRow, homePage } from '../pages/residents/home-page.ts';
import { publicTitle } from '../pages/residents/public-level.ts';
import { typedHours } from '../pages/residents/quiet-fields.ts';
import { isLive, refreshSecOf, sendMessage, sendPage, sendPublicPage } from '../reply.ts';
import { offerOf } from '../text/offer.ts';
import { readAddresses } from '../typed/read-addresses.ts';
import { viewCommune, viewToldLine } from '../views/commune-view.ts';
import { areMany } from '../views/own-communes.ts';
import { besideCommunePage, communeAsTyped } from './address-as-typed.ts';
import { embedPages } from './embed-pages.ts';
import type { PageRoutes } from './page-routes.ts';
import { webManifest } from './web-manifest.ts';

/** One for all languages. */
interface Searches {
  keptRows: Kept<readonly HomeRow[]>;
  count: ReturnType<typeof countRequests>;
}

/** What everybody sees without logging in. */
export function publicPages(app: FastifyInstance, routes: PageRoutes, searches: Searches): void {
  const { doors, speech, requestLimit } = routes;
  const { residentTexts } = doors;
  const offered = typedWays(doors);
  const canSubscribe = offered.length > 0;
  const push = doors.webPush && {
    publicKey: doors.webPush.publicKey,
    isReal: doors.instance.kind === 'operational',
  };
  const all = [...doors.communes.values()];
  const lookAtAll = async () => all.map((commune) => ({ commune, ...viewToldLine(doors, commune) }));
  /** A search lists up to all of them, and there is no end of words to search for: they are looked up once, for all searches and languages. */
  const rowsOf = async (communes: readonly Commune[]) => {
    const rows = await (isLive(doors) ? searches.keptRows.get('all', lookAtAll) : lookAtAll());
    return rows.filter(({ commune }) => communes.includes(commune));
  };
  const frame = { title: speech.page.home.title, path: '/' };
  const liveOf = ({ id }: Commune, following: boolean) =>
    liveBy('follow', following, `/${speech.language}/communes/${id}`, refreshSecOf(doors));

  app.get<{ Querystring: { commune?: unknown } }>('/', async (request, reply) => {
    const { commune: typed } = request.query;
    const looked = typeof typed === 'string' ? typed.trim().slice(0, 100) : '';
    if (looked === '')
      return sendPublicPage(reply, routes, `${speech.language} home`, async () => ({
        frame,
        body: homePage(speech, {
          // The page is kept as long as rows are: made of kept ones it would be as old twice.
          rows: await lookAtAll(),
          looked: areMany(all) ? '' : null,
          canSubscribe,
          now: doors.clock.now(),
        }),
      }));
    const named = communesNamed(all, looked);
    const [only] = named;
    if (only && named.length === 1) return reply.redirect(`/${speech.language}/communes/${only.id}`, 302);
    await searches.count(request, reply);
    const body = homePage(speech, { rows: await rowsOf(named), looked, canSubscribe, now: doors.clock.now() });
    return sendPage(reply, { doors, speech }, frame, body);
  });

  app.get<OfCommune & { Querystring: { follow?: string } }>('/communes/:commune', async (request, reply) => {
    const commune = doors.communes.get(request.params.commune);
    if (!commune) {
      const meant = communeAsTyped(doors, request.params.commune);
      return reply.redirect(`/${speech.language}/communes/${meant.id}`, 302);
    }
    const following = request.query.follow !== undefined;
    const live = liveOf(commune, following);
    const address = `${speech.language} commune ${commune.id}${following ? ' following' : ''}`;
    return sendPublicPage(reply, routes, address, async () => {
      const view = await viewCommune(doors, commune);
      const subscribe = { offered, residentTexts, wrong: null };
      const body = communePage(speech, { view, network: doors.network, live, subscribe, push });
      const frame = {
        title: publicTitle(speech, doors.instance, view),
        path: `/communes/${commune.id}`,
        query: following ? '?follow=1' : '',
        timeZone: commune.timeZone,
        live,
        feed: `/api/v1/cap?commune=${commune.id}`,
        manifest: push && `/${speech.language}/communes/${commune.id}/app.webmanifest`,
      };
      return { frame, body };
    });
  });

  embedPages(app, routes);
  if (push) webManifest(app, routes);
  besideCommunePage(app, doors, speech.language);

  app.post<OfCommune & { Body: Record<string, unknown> | undefined }>(
    '/communes/:commune/subscriptions',
    // Once the form is read: whoever has to wait gets back what was typed.
    { preHandler: [requestLimit.any, requestLimit.texts] },
    async (request, reply) => {
      const commune = orNotFound(doors.communes.get(request.params.commune));
      const path = `/communes/${commune.id}`;
      const words = speech.page.subscribe;
      const link = { href: `/${speech.language}${path}`, text: words.backTo(commune.name) };
      if (!canSubscribe) {
        const [title, text] = [words.notOffered.email, words.notOfferedText.email];
        return sendMessage(reply.code(404), { doors, speech }, { title, text, link }, path);
      }
      const address = request.body?.['email'];
      const typedEmail = typeof address === 'string' ? address.trim().slice(0, 255) : '';
      const typed = { email: typedEmail, sms: phoneOf(request.body) };
      const read = readAddresses(typed, { offered, residentTexts });
      const hours = typedHours(request.body);
      const quiet = readQuietHours(hours.from, hours.to);
      if ('wrong' in read || quiet === 'not-understood') {
        const field = 'wrong' in read ? read.wrong : ('quietHours' as const);
        const subscribe = { offered, residentTexts, wrong: { typed, hours, field } };
        const page = {
          view: await viewCommune(doors, commune),
          network: doors.network,
          live: liveOf(commune, false),
          subscribe,
          push,
        };
        reply.code(422);
        const body = communePage(speech, page);
        const frame = { title: publicTitle(speech, doors.instance, page.view), path, timeZone: commune.timeZone };
        return sendPage(reply, { doors, speech }, frame, body);
      }
      const { language } = speech;
      const asked = read.addresses.map((each) => ({
        way: each.way,
        isTaken: doors.requestSubscription(commune.id, { ...each, language, quietHours: quiet.hours }),
      }));
      const taken = asked.filter(({ isTaken }) => isTaken).map(({ way }) => way);
      const sent = offerOf(taken);
      const title = taken.length > 0 ? words.sent[sent] : words.fullToday;
      const text = taken.length > 0 ? words.sentText[sent] : words.fullTodayText;
      if (taken.length === 0) reply.code(429);
      const isHalf = taken.length > 0 && taken.length < asked.length;
      const more = isHalf ? html`<p class="warning">${words.otherFullToday}</p>` : undefined;
      return sendMessage(reply, { doors, speech }, { title, text, more, link }, path);
    },
  );
}

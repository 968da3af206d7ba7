import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { isLately } from '../../lib/clock.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import { byAddress } from '../../notification/tried/by-address.ts';
import type { TestRound } from '../../notification/tried/test-rounds.ts';
import type { Account } from '../../people/account.ts';
import { nameOfAsker } from '../../record/record.ts';
import type { Commune } from '../../territory/commune.ts';
import { enter, notFound } from '../enter.ts';
import { liveBy } from '../pages/live-link.ts';
import { RESULTS_PATH, ROUND_PATH, resultsPage, roundPage } from '../pages/staff/round-page.ts';
import { sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import { communesFor } from '../views/own-communes.ts';
import type { PageRoutes } from './page-routes.ts';

const RoundForm = Type.Object({ after: Type.String({ pattern: '^\\d{1,16}$' }) });
const RELOAD_SEC = 20;

/** Staff of several communes try all contacts of all of them at once. */
export function testRoundPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { language, page } = speech;
  const { testRounds } = doors;

  function enterMany(request: FastifyRequest) {
    const account = enter(routes, request);
    const own = communesFor(doors, account, 'see-rejections');
    if (own.length < 2) throw notFound();
    return { account, own, timeZone: own[0]!.timeZone };
  }

  /** Of others' communes nobody learns anything. */
  function seenRound(own: readonly Commune[]): TestRound | null {
    const round = testRounds.last();
    return round && own.some(({ id }) => round.communes.includes(id)) ? round : null;
  }

  const isSameAgain = (round: TestRound, { id }: Account, after: number) =>
    round.after === after &&
    'person' in round.by &&
    round.by.person === id &&
    isLately(round.startedAt, MINUTE_MS, doors.clock.now());

  const mayStop = (own: readonly Commune[], round: TestRound | null) =>
    round?.communes.every((each) => own.some(({ id }) => id === each)) ?? false;

  app.get<{ Querystring: { stale?: string } }>(ROUND_PATH, (request, reply) => {
    const { account, own, timeZone } = enterMany(request);
    const isBusy = testRounds.last()?.ended === null;
    const isStale = request.query.stale !== undefined;
    const body = roundPage(speech, { own, csrf: reply.generateCsrf(), after: testRounds.lastAt(), isBusy, isStale });
    return sendPage(reply, { doors, speech }, { title: page.round.title, path: ROUND_PATH, timeZone }, body, account);
  });

  app.post<{ Body: Static<typeof RoundForm> }>(
    ROUND_PATH,
    { schema: { body: RoundForm }, ...withToken(app) },
    async (request, reply) => {
      const { account, own } = enterMany(request);
      const communes = own.map(({ id }) => id);
      const after = Number(request.body.after);
      testRounds.start(communes, { person: account.id }, after);
      const round = seenRound(own);
      // Pressed twice, both lead to the one that goes on, or that was over at once; else they hear that nothing was sent.
      const isShown = round?.ended === null || (round?.ended === 'over' && isSameAgain(round, account, after));
      return reply.redirect(`/${language}${isShown ? RESULTS_PATH : `${ROUND_PATH}?stale`}`, 303);
    },
  );

  app.post(`${ROUND_PATH}/stop`, { ...withToken(app) }, async (request, reply) => {
    const { account, own } = enterMany(request);
    if (!mayStop(own, testRounds.last())) throw notFound();
    testRounds.stop({ person: account.id });
    return reply.redirect(`/${language}${RESULTS_PATH}`, 303);
  });

  app.get<{ Querystring: { still?: string } }>(RESULTS_PATH, (request, reply) => {
    const { account, own, timeZone } = enterMany(request);
    const round = seenRound(own);
    const isLive = round?.ended === null;
    const here = `/${language}${RESULTS_PATH}`;
    const live = isLive ? liveBy('still', request.query.still !== undefined, here, RELOAD_SEC) : null;
    const body = resultsPage(speech, {
      own,
      reached: byAddress(own.flatMap(({ id }) => doors.receipts.ofCommune(id))),
      round,
      asker: round ? nameOfAsker(round.by, doors.accounts) : '',
      mayStop: mayStop(own, round),
      csrf: reply.generateCsrf(),
      live,
      timeZone,
    });
    const frame = { title: page.round.results, path: RESULTS_PATH, timeZone, live, wide: true };
    return sendPage(reply, { doors, speech }, frame, body, account);
  });
}

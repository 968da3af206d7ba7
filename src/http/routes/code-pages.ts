import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { codesLeft, readCode, type SecondFactor } from '../../people/second-factor.ts';
import { homeOf, safeNext } from '../auth.ts';
import { turnOf } from '../await-turn.ts';
import type { CodeLimit } from '../limits/code-limit.ts';
import type { KnownBrowsers } from '../limits/known-browsers.ts';
import { codePage } from '../pages/code-page.ts';
import { sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import type { PageRoutes } from './page-routes.ts';

const CodeForm = Type.Object({
  code: Type.String({ maxLength: 100 }),
  next: Type.Optional(Type.String({ maxLength: 20_000 })),
});

/** What counts in all languages together. */
export interface CodeParts {
  limit: CodeLimit;
  browsers: KnownBrowsers;
  /** By the salt of a second factor: the half minute of the app's last code that was taken, and at which asking. */
  lastTaken: Map<string, { step: number; asking: string }>;
}

/** After the password, where the account has a second factor. */
export function codePages(
  app: FastifyInstance,
  { doors, speech, auth }: PageRoutes,
  { limit, browsers, lastTaken }: CodeParts,
): void {
  const { language, page } = speech;

  const show = (reply: FastifyReply, next: string, refusal: string | null) => {
    const body = codePage(speech, { next, refusal, csrf: reply.generateCsrf() });
    return sendPage(reply, { doors, speech }, { title: page.login.code.title, path: '/login/code' }, body);
  };
  const again = (reply: FastifyReply, next: string) =>
    reply.redirect(`/${language}/login?next=${encodeURIComponent(next)}`, 303);

  app.get<{ Querystring: { next?: string } }>('/login/code', (request, reply) => {
    const next = safeNext(request.query.next) ?? '';
    return auth.whoIsHalfway(request) ? show(reply, next, null) : again(reply, next);
  });

  app.post<{ Body: Static<typeof CodeForm> }>(
    '/login/code',
    { schema: { body: CodeForm }, ...withToken(app) },
    async (request, reply) => {
      const next = safeNext(request.body.next) ?? '';
      const halfway = auth.whoIsHalfway(request);
      if (!halfway?.account.secondFactor) return again(reply, next);
      const { id, passwordHash, secondFactor } = halfway.account;
      const note = (action: string, detail = {}) =>
        doors.record.append({ at: doors.wallClock.now(), actor: { person: id }, action, commune: null, detail });
      // Guesses before a new password or a new factor say nothing of these: their owner need not wait.
      const tried = `${id} ${passwordHash} ${secondFactor.salt}`;
      const known = browsers.recognise(request, id);
      // Whoever stole the password before there was a factor may have logged in a hundred times, each time as another known browser.
      const browser = browsers.wasGivenCode(known, halfway.account) ? known : null;
      const waitMin = limit.attempt(tried, browser);
      if (waitMin > 0) return show(reply.code(429), next, page.login.wait(waitMin));
      const read = (factor: SecondFactor) => {
        const last = lastTaken.get(factor.salt);
        // Whoever taps twice sends the same code twice.
        const lastStep = last === undefined ? 0 : last.step - (last.asking === halfway.asking ? 1 : 0);
        return readCode(
          request.body.code,
          { account: id, factor, key: doors.keys.link, lastStep },
          doors.wallClock.now(),
        );
      };
      // A code of the app writes nothing: with it whoever must look gets in while another process holds the database.
      if (read(secondFactor)?.kind !== 'app') await turnOf(doors.turn);
      // A code on paper counts once, and another request may have used it meanwhile.
      const account = auth.whoIsHalfway(request)?.account;
      if (!account?.secondFactor) return again(reply, next);
      const factor = account.secondFactor;
      const given = read(factor);
      if (!given) {
        request.log.warn({ account: id }, 'a wrong code after the right password: was it the person?');
        note('account.code-wrong');
        return show(reply.code(401), next, page.login.code.wrong);
      }
      if (given.kind === 'app') lastTaken.set(factor.salt, { step: given.step, asking: halfway.asking });
      else {
        const used = [...factor.used, given.place];
        doors.accounts.setSecondFactor(id, { ...factor, used });
        note('account.paper-code-used', { left: codesLeft(used) });
      }
      limit.forgive(tried, browser);
      browsers.remember(reply, account);
      auth.logIn(request, account);
      return reply.redirect(next || homeOf(language, account.role), 303);
    },
  );
}

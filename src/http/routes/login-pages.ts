import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { hashPassword, verifyPassword } from '../../people/password.ts';
import { homeOf, safeNext } from '../auth.ts';
import { Held, onceFree, turnOf } from '../await-turn.ts';
import type { KnownBrowsers } from '../limits/known-browsers.ts';
import type { LoginLimit } from '../limits/login-limit.ts';
import type { CheckPassword } from '../limits/password-checks.ts';
import { loginPage } from '../pages/login-page.ts';
import { sendMessage, sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import { isFromOurs } from '../typed/written-texts.ts';
import type { PageRoutes } from './page-routes.ts';

const LoginForm = Type.Object({
  account: Type.String({ maxLength: 100 }),
  password: Type.String({ maxLength: 500 }),
  /** A form that was filled in may stand in it. */
  next: Type.Optional(Type.String({ maxLength: 20_000 })),
});

/** What counts in all languages together. */
export interface LoginParts {
  limit: LoginLimit;
  check: CheckPassword;
  browsers: KnownBrowsers;
}

export function loginPages(
  app: FastifyInstance,
  { doors, speech, auth }: PageRoutes,
  { limit, check, browsers }: LoginParts,
): void {
  const { language, page } = speech;
  let decoy: Promise<string> | null = null;

  const show = (reply: FastifyReply, given: { next: string; account: string; refusal: string | null }) => {
    const commune = doors.communes.get(/^\/..\/mayor\/([\w-]+)/.exec(given.next)?.[1] ?? '') ?? null;
    const body = loginPage(speech, { ...given, commune, csrf: reply.generateCsrf(), demoAccounts: doors.demoAccounts });
    return sendPage(reply, { doors, speech }, { title: page.login.title, path: '/login' }, body);
  };

  /** Whoever changes the language here goes on in it. */
  const inLanguage = (path: string) => path.replace(/^\/[a-z]{2}(?=\/|$)/, `/${language}`);

  app.get<{ Querystring: { next?: string } }>('/login', (request, reply) =>
    show(reply, { next: inLanguage(safeNext(request.query.next) ?? ''), account: '', refusal: null }),
  );

  /** Of a page that stood open overnight the token is good no more; whose account it is was typed already. */
  const askAgain = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): unknown => {
    const body: Partial<Static<typeof LoginForm>> = Object(request.body);
    // A form that another site sends comes without the session's cookie: a new session in its place would log the person out.
    if (error.statusCode !== 403 || !isFromOurs(request.headers) || body.account === undefined) throw error;
    const given = { next: safeNext(body.next) ?? '', account: body.account, refusal: page.login.expired };
    return show(reply.code(403), given);
  };

  app.post<{ Body: Static<typeof LoginForm> }>(
    '/login',
    { schema: { body: LoginForm }, ...withToken(app), errorHandler: askAgain },
    async (request, reply) => {
      const { account: id, password, next } = request.body;
      const refuse = (status: number, refusal: string) =>
        show(reply.code(status), { next: safeNext(next) ?? '', account: id, refusal });
      const account = doors.accounts.find(id);
      // Guesses at an earlier password say nothing of one that was set since.
      const tried = account === null ? id : `${id} ${account.passwordHash}`;
      // Those of an account that was removed are a stranger's.
      const browser = account && browsers.recognise(request, id);
      const waitMin = limit.attempt(tried, request.ip, browser);
      if (waitMin > 0) return refuse(429, page.login.wait(waitMin));
      // The same work and the same answer whether the account exists or not.
      const right = await check(browser, async () =>
        verifyPassword(password, account?.passwordHash ?? (await (decoy ??= hashPassword(randomUUID())))),
      );
      if (right === 'busy') {
        limit.withdraw(tried, request.ip, browser);
        return refuse(503, page.login.wait(1));
      }
      if (!account || !right) return refuse(401, page.login.wrong);
      limit.forgive(tried, request.ip, browser);
      const to = safeNext(next) ?? homeOf(language, account.role);
      if (account.secondFactor && !browsers.isCodeGood(browser, account)) {
        auth.logInHalfway(request, account);
        return reply.redirect(`/${language}/login/code?next=${encodeURIComponent(to)}`, 303);
      }
      if (!account.secondFactor) browsers.remember(reply, account);
      auth.logIn(request, account);
      return reply.redirect(to, 303);
    },
  );

  app.post('/logout', { ...withToken(app) }, async (request, reply) => {
    const endCopies = auth.logOut(request);
    try {
      await turnOf(doors.turn);
    } catch (error) {
      if (!(error instanceof Held)) throw error;
      onceFree(doors.turn, endCopies, (err) => request.log.error({ err }, 'a session is not ended yet: trying on'));
      const { loggedOutHere: title, loggedOutHereText: text } = page.login;
      return sendMessage(reply, { doors, speech }, { title, text });
    }
    endCopies();
    return reply.redirect(`/${language}/`, 303);
  });
}

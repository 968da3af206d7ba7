import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { codesLeft, readCode } from '../../people/second-factor.ts';
import { safeNext } from '../auth.ts';
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
    (request, reply) => {
      const next = safeNext(request.body.next) ?? '';
      const halfway = auth.whoIsHalfway(request);
      if (!halfway?.account.secondFactor) return again(reply, next);
      const { account, asking } = halfway;
      const { id } = account;
      const factor = halfway.account.secondFactor;
      const note = (action: string, detail = {}) =>
        doors.record.append({ at: doors.wallClock.now(), actor: { person: id }, action, commune: null, detail });
      // Guesses before a new password or a new factor say nothing of these: their owner need not wait.
      const tried = `${id} ${account.passwordHash} ${factor.salt}`;
      const known = browsers.recognise(request, id);
      // Whoever stole the password before there was a factor may have logged in a hundred times, each time as another known browser.
      const browser = browsers.wasGivenCode(known, account) ? known : null;
      const waitMin = limit.attempt(tried, browser);
      if (waitMin > 0) return show(reply.code(429), next, page.login.wait(waitMin));
      const last = lastTaken.get(factor.salt);
      // Whoever taps twice sends the same code twice.
      const lastStep = last === undefined ? 0 : last.step - (last.asking === asking ? 1 : 0);
      const asked = { account: id, factor, key: doors.keys.link, lastStep };
      const given = readCode(request.body.code, asked, doors.wallClock.now());
      if (!given) {
        request.log.warn({ account: id }, 'a wrong code after the right password: was it the person?');
        note('account.code-wrong');
        return show(reply.code(401), next, page.login.code.wrong);
      }
      if (given.kind === 'app') lastTaken.set(factor.salt, { step: given.step, asking });
      else {
        const used = [...factor.used, given.place];
        doors.accounts.setSecondFactor(id, { ...factor, used });
        note('account.paper-code-used', { left: codesLeft(used) });
      }
      limit.forgive(tried, browser);
      browsers.remember(reply, account);
      auth.logIn(request, account);
      return reply.redirect(next || `/${language}/${account.role === 'staff' ? 'staff' : 'mayor'}`, 303);
    },
  );
}

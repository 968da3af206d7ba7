import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { codesLeft, readCode, type SecondFactor } from '../../people/second-factor.ts';
import { safeNext } from '../auth.ts';
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
  /** By account: the half minute of the app's last code that was taken. */
  lastSteps: Map<string, number>;
}

/** After the password, where the account has a second factor. */
export function codePages(
  app: FastifyInstance,
  { doors, speech, auth }: PageRoutes,
  { limit, browsers, lastSteps }: CodeParts,
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
      if (!halfway?.secondFactor) return again(reply, next);
      const { id } = halfway;
      const note = (action: string, detail = {}) =>
        doors.record.append({ at: doors.wallClock.now(), actor: { person: id }, action, commune: null, detail });
      const browser = browsers.recognise(request, id);
      const waitMin = limit.attempt(id, browser);
      if (waitMin > 0) return show(reply.code(429), next, page.login.wait(waitMin));
      const read = (factor: SecondFactor) => {
        const known = { account: id, factor, key: doors.keys.link, lastStep: lastSteps.get(id) ?? 0 };
        return readCode(request.body.code, known, doors.wallClock.now());
      };
      // A code of the app writes nothing: with it whoever must look gets in while another process holds the database.
      if (read(halfway.secondFactor)?.kind !== 'app') await turnOf(doors.turn);
      // A code on paper counts once, and another request may have used it meanwhile.
      const account = auth.whoIsHalfway(request);
      if (!account?.secondFactor) return again(reply, next);
      const factor = account.secondFactor;
      const given = read(factor);
      if (!given) {
        note('account.code-wrong');
        return show(reply.code(401), next, page.login.code.wrong);
      }
      if (given.kind === 'app') lastSteps.set(id, given.step);
      else {
        const used = [...factor.used, given.place];
        doors.accounts.setSecondFactor(id, { ...factor, used });
        note('account.paper-code-used', { left: codesLeft(used) });
      }
      limit.forgive(id, browser);
      browsers.remember(reply, account);
      auth.logIn(request, account);
      return reply.redirect(next || `/${language}/${account.role === 'staff' ? 'staff' : 'mayor'}`, 303);
    },
  );
}

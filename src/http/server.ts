import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { takeTurns } from '../reading/take-turns.ts';
import { registerApi } from './api/api.ts';
import { createAuth } from './auth.ts';
import { awaitTurn, isComingOrGoing, isDeed } from './await-turn.ts';
import type { Doors } from './doors.ts';
import { handleErrors } from './errors.ts';
import { createCodeLimit } from './limits/code-limit.ts';
import { keepPages } from './limits/kept-pages.ts';
import { createKnownBrowsers } from './limits/known-browsers.ts';
import { createLoginLimit } from './limits/login-limit.ts';
import { createPasswordChecks } from './limits/password-checks.ts';
import { createRequestLimit } from './limits/request-limit.ts';
import { createSearchLimit } from './limits/search-limit.ts';
import type { HomeRow } from './pages/residents/home-page.ts';
import { readableUrl } from './readable-url.ts';
import { aboutPages } from './routes/about-pages.ts';
import { acknowledgePages } from './routes/acknowledge-pages.ts';
import { withoutLanguage } from './routes/address-as-typed.ts';
import { besideDeeds } from './routes/beside-deeds.ts';
import { codePages } from './routes/code-pages.ts';
import { demoMail } from './routes/demo-mail.ts';
import { exclusionPages } from './routes/exclusion-pages.ts';
import { exerciseAnswerPages } from './routes/exercise-answer-pages.ts';
import { exercisePages } from './routes/exercise-pages.ts';
import { health } from './routes/health.ts';
import { importPages } from './routes/import-pages.ts';
import { logPages } from './routes/log-pages.ts';
import { loginPages } from './routes/login-pages.ts';
import { manyExercisesPages } from './routes/many-exercises-pages.ts';
import { mayorPages } from './routes/mayor-pages.ts';
import { metrics } from './routes/metrics.ts';
import { pastPages } from './routes/past-pages.ts';
import { policyPages } from './routes/policy-pages.ts';
import { publicFiles } from './routes/public-files.ts';
import { publicPages } from './routes/public-pages.ts';
import { readPages } from './routes/read-pages.ts';
import { receiptPages } from './routes/receipt-pages.ts';
import { reportPages } from './routes/report-pages.ts';
import { sheetPages } from './routes/sheet-pages.ts';
import { shortLinks } from './routes/short-links.ts';
import { staffLists } from './routes/staff-lists.ts';
import { staffPages } from './routes/staff-pages.ts';
import { subscriptionPages } from './routes/subscription-pages.ts';
import { suppressionPages } from './routes/suppression-pages.ts';
import { testPages } from './routes/test-pages.ts';
import { testRoundPages } from './routes/test-round-pages.ts';
import { tuningPages } from './routes/tuning-pages.ts';
import { secure } from './security.ts';
import type { SharedAnswer } from './shared-answer.ts';
import { preferredLanguage, speeches } from './speech.ts';
import { keepFloods } from './views/afterwards/kept-floods.ts';

export interface ServerOptions {
  /** True only behind a proxy of ours: then the address that limits count by is the one that the proxy names. */
  trustProxy: boolean;
  /** Where faults are told; standard error by default, so that standard output stays the program's own. */
  logger?: FastifyBaseLogger;
}

/** All pages and the API over what `doors` gives. Not yet listening. */
export function createServer(
  doors: Doors,
  { trustProxy, logger }: ServerOptions = { trustProxy: false },
): FastifyInstance {
  const app = Fastify({
    // One proxy of ours: only the address that it added is believed, not what a visitor wrote before it.
    trustProxy: trustProxy ? (_address, hop) => hop === 0 : false,
    // A link's token stands in its address: it belongs into no log.
    logController: new LogController({ disableRequestLogging: true }),
    // As long as an address can be: the link in a message holds the names of a commune and a contact. And one that cannot be
    // read is a page that does not exist, told as such.
    routerOptions: { maxParamLength: 16_384 },
    rewriteUrl: ({ url = '/' }) => readableUrl(url),
    bodyLimit: 65_536,
    // Otherwise a number beyond all numbers, as `1e400`, is within every bound.
    ajv: { customOptions: { strictNumbers: false } },
    // A body that never ends would hold its connection for ever.
    requestTimeout: 60_000,
    ...(logger ? { loggerInstance: logger } : { logger: { level: 'error', stream: process.stderr } }),
  });
  const auth = createAuth(doors);
  const browsers = createKnownBrowsers(doors);
  const login = { limit: createLoginLimit(doors.wallClock), check: createPasswordChecks(), browsers };
  const code = { limit: createCodeLimit(doors.wallClock), browsers, lastTaken: new Map() };
  const kept = keepPages<SharedAnswer>(doors.wallClock);
  const keptRows = keepPages<readonly HomeRow[]>(doors.wallClock);
  const searches = { keptRows, count: createSearchLimit(app) };
  const shared = { doors, auth, requestLimit: createRequestLimit(app, doors), kept, readsInTurn: takeTurns() };
  app.addHook('onSend', async ({ method, routeOptions: { url = '' } }, { statusCode }) => {
    if (!isDeed(method) || statusCode >= 400) return;
    // What residents ask for themselves stands on no page, nor who is logged in: any stranger who leaves again and again would have all pages made anew.
    if (url.includes('subscriptions') || isComingOrGoing(url)) return;
    kept.forget();
    keptRows.forget();
  });
  secure(app, doors);
  awaitTurn(app, doors);
  const waysBack = new Set<string>();
  handleErrors(app, doors, waysBack);
  acceptAnyFormBody(app);
  app.register(publicFiles);

  app.register(async (root) => {
    root.get('/', (request, reply) => {
      const language = preferredLanguage(request.headers['accept-language'], doors.instance.languages);
      return reply.header('vary', 'accept-language').redirect(`/${language}/`, 302);
    });
    withoutLanguage(root, doors);
    shortLinks(root, doors);
    health(root, doors);
    metrics(root, doors);
    demoMail(root, doors);
  });
  app.register((api) => registerApi(api, shared), { prefix: '/api' });
  const floods = keepFloods(doors);
  for (const language of doors.instance.languages) {
    const routes = { ...shared, floods, speech: speeches[language] };
    app.register(
      async (pages) => {
        const leadBack = besideDeeds(pages, waysBack);
        publicPages(pages, routes, searches);
        aboutPages(pages, routes);
        acknowledgePages(pages, routes);
        exerciseAnswerPages(pages, routes);
        receiptPages(pages, routes);
        subscriptionPages(pages, routes);
        loginPages(pages, routes, login);
        codePages(pages, routes, code);
        mayorPages(pages, routes);
        sheetPages(pages, routes);
        readPages(pages, routes);
        logPages(pages, routes);
        pastPages(pages, routes);
        reportPages(pages, routes);
        staffPages(pages, routes);
        staffLists(pages, routes);
        policyPages(pages, routes);
        tuningPages(pages, routes);
        suppressionPages(pages, routes);
        exclusionPages(pages, routes);
        importPages(pages, routes);
        testPages(pages, routes);
        testRoundPages(pages, routes);
        exercisePages(pages, routes);
        manyExercisesPages(pages, routes);
        leadBack();
      },
      { prefix: `/${language}` },
    );
  }
  return app;
}

/** RFC 8058 prefers multipart for its one-click POST; what the parts say is not needed. */
function acceptAnyFormBody(app: FastifyInstance): void {
  app.addContentTypeParser('multipart/form-data', { parseAs: 'string' }, (_request, _body, done) => done(null, {}));
}

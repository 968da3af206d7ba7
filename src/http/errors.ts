import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { html } from 'hono/html';
import type { Static } from 'typebox';
import type { Problem } from './api/schemas/common.ts';
import { sendToLogin } from './auth.ts';
import { Held, isDeed } from './await-turn.ts';
import type { Doors } from './doors.ts';
import { toCopy } from './pages/form.ts';
import { sendMessage } from './reply.ts';
import { FORM_KB } from './security.ts';
import { preferredLanguage, type Speech, speeches } from './speech.ts';
import { writtenTexts } from './typed/written-texts.ts';

/** Who holds the database lets go within seconds, mostly. */
const HELD_S = 5;

/** RFC 9457 for programs, a kind sentence for people. A fault of ours is logged and never shown. */
export function handleErrors(app: FastifyInstance, doors: Doors, waysBack: ReadonlySet<string>): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const isHeld = error instanceof Held;
    const status = error.statusCode ?? 500;
    if (isHeld) reply.header('retry-after', HELD_S);
    // That it is held the log says once, and not for each of a stranger's forms.
    if (status >= 500 && !isHeld) {
      // The route's pattern and not the address: a link's token stands in it.
      request.log.error({ err: error, route: request.routeOptions.url ?? null }, 'request failed');
    }
    if (isApi(request)) return sendProblem(reply, status, status < 500 || isHeld ? error.message : undefined);
    const above = isDeed(request.method) ? pageAbove(app, request.routeOptions.url ?? '', waysBack) : null;
    const doneOn = above === null ? null : addressOf(above, request);
    if (status !== 401) return sendErrorPage(doors, request, reply, status, doneOn);
    // The login has ended since the form was drawn. What was written in it would be gone; and where it was sent to there is no page to come back to.
    if (writtenTexts(request).length > 0) return sendErrorPage(doors, request, reply, 403, doneOn);
    return sendToLogin(reply, speechOfUrl(doors, request).language, doneOn ?? request.url);
  });
  // Limits are for routes: what has none must be counted here, once the plugin is there.
  app.after(() => {
    app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
      isApi(request) ? sendProblem(reply, 404) : sendErrorPage(doors, request, reply, 404, null),
    );
  });
}

/** As the router has read it: an address may be written with escapes, or whole. What it does not know stands as it was asked for. */
function pathOf({ routeOptions, url }: FastifyRequest): string {
  return routeOptions.url ?? url;
}

function isApi(request: FastifyRequest): boolean {
  const path = pathOf(request);
  return path.startsWith('/api/') || path === '/health';
}

/** What a program is told beside the status: nothing that the schema of the API does not name. */
type Told = Omit<Static<typeof Problem>, 'type' | 'title' | 'status' | 'detail'>;

export function sendProblem(reply: FastifyReply, status: number, detail?: string, extra: Told = {}): FastifyReply {
  const problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    ...(detail ? { detail } : {}),
    ...extra,
  };
  return reply.code(status).type('application/problem+json').serializer(JSON.stringify).send(problem);
}

/**
 * Where somebody did something: what stands above its address and can be looked at. Browsers do not say where they were (`no-referrer`).
 * `waysBack`: addresses that are no pages and lead to one.
 * @example pageAbove(app, '/fr/mayor/:commune/acknowledge', waysBack) // '/fr/mayor/:commune'
 */
export function pageAbove(app: FastifyInstance, url: string, waysBack: ReadonlySet<string>): string | null {
  // The first page of all leads nowhere near.
  for (let above = url; above.lastIndexOf('/') > 0; above = above.slice(0, above.lastIndexOf('/')))
    if (!waysBack.has(above) && app.hasRoute({ method: 'GET', url: above })) return above;
  return null;
}

/** That page with what the request names. @example addressOf('/fr/mayor/:commune', request) // '/fr/mayor/coursan' */
export function addressOf(page: string, { params }: FastifyRequest): string {
  const named: Readonly<Record<string, string>> = Object(params);
  return page.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(named[name] ?? ''));
}

/** `doneOn`: the page on which something was done. */
function sendErrorPage(
  doors: Doors,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  doneOn: string | null,
) {
  const speech = speechOfUrl(doors, request);
  const { title, text } = wordsFor(speech, status, isDeed(request.method));
  const { frame, errors } = speech.page;
  const written = writtenTexts(request);
  const more = html`${written.map((each, index) => toCopy(`written-${index}`, errors.written, each))}`;
  const link =
    (status >= 500 || status === 403) && doneOn !== null
      ? { href: doneOn, text: errors.lookAgain }
      : { href: `/${speech.language}/`, text: frame.allCommunes };
  return sendMessage(reply.code(status), { doors, speech }, { title, text, more, link });
}

function speechOfUrl({ instance }: Doors, request: FastifyRequest): Speech {
  // The router knows the first page of a language by no slash.
  const path = `${pathOf(request)}/`;
  const inPath = instance.languages.find((each) => path.startsWith(`/${each}/`));
  return speeches[inPath ?? preferredLanguage(request.headers['accept-language'], instance.languages)];
}

function wordsFor({ page: { errors } }: Speech, status: number, wasDeed: boolean): { title: string; text: string } {
  if (status === 404) return { title: errors.notFound, text: errors.notFoundText };
  if (status === 403) return { title: errors.forbidden, text: errors.forbiddenText };
  if (status === 413) return { title: errors.tooLong, text: errors.tooLongText(FORM_KB) };
  if (status === 429) return { title: errors.tooMany, text: errors.tooManyText };
  if (status < 500) return { title: errors.badRequest, text: errors.badRequestText };
  if (status === 503 && wasDeed) return { title: errors.held, text: errors.heldText };
  return { title: errors.broken, text: wasDeed ? errors.brokenDeedText : errors.brokenText };
}

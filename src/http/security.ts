import csrfProtection from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import secureSession from '@fastify/secure-session';
import type { FastifyInstance, FastifyRequest, onSendHookHandler, preHandlerHookHandler } from 'fastify';
import { isLoopback } from '../lib/loopback.ts';
import { verifySignedId } from '../people/signed-link.ts';
import type { Doors } from './doors.ts';
import { networkOf } from './limits/network-of.ts';

export const SESSION_S = 12 * 3600;

/** More than any form needs: an entry of the log, 2,000 characters, each of nine bytes as a browser writes them at worst. */
export const FORM_KB = 24;
/** Per address and minute. Generous: a whole village may look through one address of its phone company. */
const REQUESTS_A_MINUTE = 1200;

/** A phone without reception for a moment takes on within it. What nobody takes stands in memory, for as long as they like. */
const NOT_TAKEN_MS = 60_000;
const LAST_ANSWERS_MS = 5_000;

/** Headers, limits, sessions and tokens: the same for every door. */
export function secure(
  app: FastifyInstance,
  { instance, keys, webPush }: Pick<Doors, 'instance' | 'keys' | 'webPush'>,
): void {
  const own = ["'self'"];
  const https = instance.baseUrl.startsWith('https:');
  app.register(helmet, {
    contentSecurityPolicy: policyOf(instance.baseUrl, {
      // Our own where browsers subscribe.
      ...(webPush ? { scriptSrc: own, connectSrc: own, workerSrc: own, manifestSrc: own } : {}),
      formAction: own,
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    }),
    // A town may have other hosts under this one's name that speak no TLS: they are not shut for a year.
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
  app.addHook('onSend', async (_request, { raw }) => void raw.setTimeout(NOT_TAKEN_MS, () => raw.destroy()));
  // A stop waits for answers that are being made, not for requests that never become whole.
  app.addHook('preClose', async () => void setTimeout(() => app.server.closeAllConnections(), LAST_ANSWERS_MS).unref());
  app.register(rateLimit, { max: REQUESTS_A_MINUTE, timeWindow: 60_000, keyGenerator: countedApart(keys.link) });
  app.register(formbody, { bodyLimit: FORM_KB * 1024 });
  const { name, options } = hostCookie(instance.baseUrl, 'amont');
  app.register(secureSession, {
    key: keys.session,
    cookieName: name,
    expiry: SESSION_S,
    cookie: { ...options, maxAge: SESSION_S },
  });
  app.register(csrfProtection, { sessionPlugin: '@fastify/secure-session' });
}

/**
 * Route options of the one page that any site may show in a frame: all the world may read it, it holds nothing that acts, and whoever would
 * deceive with it could copy its words as well. All other pages are in nobody's frame, nor is what stands in its place where it cannot be shown.
 */
export function inAnyFrame({ instance }: Pick<Doors, 'instance'>) {
  const directives = { formAction: ["'none'"], baseUri: ["'none'"], frameAncestors: ['*'] };
  const opened = { contentSecurityPolicy: policyOf(instance.baseUrl, directives), frameguard: false };
  const onSend: onSendHookHandler = (_request, reply, _payload, done) => {
    if (reply.statusCode === 200 || reply.statusCode === 304) {
      reply.raw.removeHeader('x-frame-options');
      reply.helmet(opened);
    }
    done();
  };
  return { onSend };
}

/** Nothing from elsewhere, no inline style, and no script but where it is given: pages are plain HTML with one style sheet. */
function policyOf(baseUrl: string, given: Readonly<Record<string, string[]>>) {
  const directives = {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    ...given,
    ...(baseUrl.startsWith('https:') ? { upgradeInsecureRequests: [] } : {}),
  };
  return { useDefaults: false, directives };
}

/** What requests are counted by: the network of so many bits of their address. Who has gone meanwhile has none any more. */
export function countedBy(bits: number): (request: { ip: string }) => string {
  return ({ ip }) => networkOf(ip || 'gone', bits);
}

/**
 * Whoever has to decide at night is not held up by what others ask for behind the same address, as that of a phone company, where twenty requests a
 * second turn everybody away: the browsers that an account has logged in with, and the link that a contact was sent, are counted by
 * themselves. Nobody can make one up; and who logs in as a new browser again and again has no more for it.
 */
function countedApart(key: Buffer): (request: FastifyRequest) => string {
  const byAddress = countedBy(64);
  return (request) => {
    const [, browser = ''] = Object.entries(request.cookies).find(([name]) => /^(__Host-)?browser-/.test(name)) ?? [];
    const { token = '' }: { token?: string } = Object(request.params);
    const account = verifySignedId('browser', browser, key)?.split(' ').at(-1);
    const shown = account ?? verifySignedId('acknowledge', token, key);
    return shown === null ? byAddress(request) : `apart ${shown}`;
  };
}

/**
 * A cookie that no script reads and no other site sends along with a form. By its prefix a browser takes it from this very host only:
 * a neighbour of the domain, or whoever answers in its name without TLS, cannot put one of theirs in its place (RFC 6265bis, 4.1.3.2).
 */
export function hostCookie(baseUrl: string, name: string) {
  const { protocol, hostname } = new URL(baseUrl);
  // Browsers keep no `Secure` cookie over plain http; only this machine itself may go without.
  const secure = protocol !== 'http:' || !isLoopback(hostname);
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  return { name: secure ? `__Host-${name}` : name, options };
}

/** Route options of every form of a person who is logged in: its token must be the session's, else 403. */
export function withToken(app: FastifyInstance): { preHandler: preHandlerHookHandler } {
  return { preHandler: (request, reply, done) => app.csrfProtection(request, reply, done) };
}

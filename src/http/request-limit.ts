import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import { MINUTE_MS } from '../lib/units.ts';

const TEN_IN_TEN_MINUTES = { max: 10, timeWindow: 10 * MINUTE_MS };

/** Subscriptions asked for from one address of the network, by whatever door: one count for all languages and the API. */
export function createRequestLimit(app: FastifyInstance): onRequestAsyncHookHandler {
  let count: ReturnType<FastifyInstance['createRateLimit']> | null = null;
  return async (request, reply) => {
    // The plugin is there once the first request is.
    count ??= app.createRateLimit(TEN_IN_TEN_MINUTES);
    const found = await count(request);
    if (found.isAllowed || !found.isExceeded) return;
    reply.header('retry-after', found.ttlInSeconds);
    throw Object.assign(new Error('Too many subscriptions asked for from here.'), { statusCode: 429 });
  };
}

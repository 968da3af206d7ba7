import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import { DAY_MS, MINUTE_MS } from '../lib/units.ts';
import { countedBy } from './security.ts';

const TEN_IN_TEN_MINUTES = { max: 10, timeWindow: 10 * MINUTE_MS };
/** A fifth of what all together may ask for in a day: nobody alone closes the form to a whole town. A /48 is what one organisation gets. */
const OF_ONE_NETWORK_A_DAY = {
  max: 200,
  timeWindow: DAY_MS,
  keyGenerator: countedBy(48),
};

/** Subscriptions asked for from one address of the network, by whatever door: one count for all languages and the API. */
export function createRequestLimit(app: FastifyInstance): onRequestAsyncHookHandler {
  let counts: ReturnType<FastifyInstance['createRateLimit']>[] | null = null;
  return async (request, reply) => {
    // The plugin is there once the first request is.
    counts ??= [TEN_IN_TEN_MINUTES, OF_ONE_NETWORK_A_DAY].map((limit) => app.createRateLimit(limit));
    for (const count of counts) {
      const found = await count(request);
      if (found.isAllowed || !found.isExceeded) continue;
      reply.header('retry-after', found.ttlInSeconds);
      throw Object.assign(new Error('Too many subscriptions asked for from here.'), { statusCode: 429 });
    }
  };
}

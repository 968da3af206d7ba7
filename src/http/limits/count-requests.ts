import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

type Limit = Parameters<FastifyInstance['createRateLimit']>[0];

/** Counts what is asked for by the address that asks, beside all its other requests, and refuses what is beyond a limit. */
export function countRequests(
  app: FastifyInstance,
  limits: readonly Limit[],
  refuse: () => string,
): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  let counts: ReturnType<FastifyInstance['createRateLimit']>[] | null = null;
  return async (request, reply) => {
    // The plugin is there once the first request is.
    counts ??= limits.map((limit) => app.createRateLimit(limit));
    for (const count of counts) {
      const found = await count(request);
      if (found.isAllowed || !found.isExceeded) continue;
      const message = refuse();
      reply.header('retry-after', found.ttlInSeconds);
      throw Object.assign(new Error(message), { statusCode: 429 });
    }
  };
}

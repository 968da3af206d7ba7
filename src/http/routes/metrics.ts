import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../../lib/loopback.ts';
import { bearerOf, isSecret } from '../api/bearer-secret.ts';
import type { Doors } from '../doors.ts';

/** What is counted, in Prometheus' text form, for a collector on this machine or one that shows the town's token; for others the page does not exist. */
export function metrics(
  app: FastifyInstance,
  { metrics, metricsToken }: Pick<Doors, 'metrics' | 'metricsToken'>,
): void {
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const passedOn = request.headers['x-forwarded-for'] ?? request.headers.forwarded;
    const isHere = passedOn === undefined && isLoopback(request.socket.remoteAddress ?? '');
    const isKnown = metricsToken !== null && isSecret(bearerOf(request.headers), metricsToken);
    if (!isHere && !isKnown) return reply.callNotFound();
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics());
  });
}

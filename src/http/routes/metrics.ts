import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../../lib/loopback.ts';
import { bearerOf, isSecret } from '../api/bearer-secret.ts';
import type { Doors } from '../doors.ts';

/** By which a proxy on this machine shows that it passes on what another asked: not every one tells for whom. */
const PASSED_ON = ['x-forwarded-for', 'forwarded', 'x-forwarded-proto', 'x-forwarded-host', 'x-real-ip', 'via'];

/** What is counted, in Prometheus' text form, for a collector on this machine or one that shows the town's token; for others the page does not exist. */
export function metrics(
  app: FastifyInstance,
  { metrics, metricsToken }: Pick<Doors, 'metrics' | 'metricsToken'>,
): void {
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const isPassedOn = PASSED_ON.some((name) => request.headers[name] !== undefined);
    const isHere = !isPassedOn && isLoopback(request.socket.remoteAddress ?? '');
    const isKnown = metricsToken !== null && isSecret(bearerOf(request.headers), metricsToken);
    if (!isHere && !isKnown) return reply.callNotFound();
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics());
  });
}

import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../../lib/loopback.ts';
import type { Doors } from '../doors.ts';

/** What is counted, in Prometheus' text form, for a collector on this machine; elsewhere the page does not exist. */
export function metrics(app: FastifyInstance, { metrics }: Pick<Doors, 'metrics'>): void {
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const passedOn = request.headers['x-forwarded-for'] ?? request.headers.forwarded;
    if (passedOn !== undefined || !isLoopback(request.socket.remoteAddress ?? '')) return reply.callNotFound();
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics());
  });
}

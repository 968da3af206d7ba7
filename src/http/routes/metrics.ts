import type { FastifyInstance } from 'fastify';
import type { Doors } from '../doors.ts';

const LOOPBACK = /^(::ffff:)?127\.|^::1$/;

/** What is counted, in Prometheus' text form, for a collector on this machine; elsewhere the page does not exist. */
export function metrics(app: FastifyInstance, { metrics }: Pick<Doors, 'metrics'>): void {
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!LOOPBACK.test(request.ip)) return reply.callNotFound();
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics());
  });
}

import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** RFC 6666: an address that no visitor has, so that a town that asks for more than it may does not use up what we may. */
const NOBODY = '100::';

/** `deaf`: no gauge is heard any more, or the broker is away. */
export const healthStates = ['ok', 'waiting', 'degraded', 'deaf'] as const;

/** This service's own `/health`, asked as a visitor asks: of one whose pages are stuck there is no state. */
export async function askHealth(
  server: Pick<FastifyInstance, 'inject'>,
): Promise<{ status: number; state: (typeof healthStates)[number] | null }> {
  const { statusCode: status, body } = await server.inject({ url: '/health', remoteAddress: NOBODY });
  if (status === 503) return { status, state: 'deaf' };
  return { status, state: status === 200 ? JSON.parse(body).status : null };
}

/** Half of what Prometheus gives a service by default to tell all of its figures (`scrape_timeout`). */
const DEADLINE_MS = 5_000;

/** For the figures: where it is not answered in time, as with an InfluxDB that hangs, or at all, there is no state, and all others are told. */
export function healthFigure(
  server: Pick<FastifyInstance, 'inject'>,
  deadlineMs = DEADLINE_MS,
): Promise<(typeof healthStates)[number] | null> {
  const answered = askHealth(server).then(
    ({ state }) => state,
    () => null,
  );
  return Promise.race([answered, setTimeout(deadlineMs, null, { ref: false })]);
}

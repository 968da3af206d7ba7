import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import type { Health } from '../../http/api/schemas/health.ts';
import type { Metrics } from '../../lib/metrics.ts';

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
  return inTime(
    askHealth(server).then(({ state }) => state),
    deadlineMs,
  );
}

/** How much of each thing that `/health` names is not well, by its name there: of hundreds of gauges one is always silent, so that its `status` is ever the same. */
export function unwellFigures(
  server: Pick<FastifyInstance, 'inject'>,
  deadlineMs = DEADLINE_MS,
): Promise<Readonly<Record<string, number>> | null> {
  const asked = server.inject({ url: '/health', remoteAddress: NOBODY });
  return inTime(
    asked.then(({ body }) => unwellOf(JSON.parse(body))),
    deadlineMs,
  );
}

/** Of so many gauges. */
export function watchOwnHealth(metrics: Metrics, server: Pick<FastifyInstance, 'inject'>, gauges: number): void {
  metrics.watchHealth(healthStates, () => healthFigure(server));
  metrics.watchUnwell(gauges, () => unwellFigures(server));
}

function unwellOf({ disk, spool, forecast, ...body }: Static<typeof Health>): Record<string, number> {
  const lists = Object.entries(body).flatMap(([what, those]) => (Array.isArray(those) ? [[what, those.length]] : []));
  return {
    ...Object.fromEntries(lists),
    certificates: body.certificates.filter(({ urgent }) => urgent).length,
    disk: Number(disk.low),
    clockBehind: Number(body.clockBehind !== null),
    clockSetBack: Number(body.clockSetBack !== null),
    mended: Number(body.mended !== null),
    spool: Number(spool?.failing ?? false),
    forecast: Number(forecast.failing),
  };
}

function inTime<Figure>(asked: Promise<Figure | null>, deadlineMs: number): Promise<Figure | null> {
  return Promise.race([asked.catch(() => null), setTimeout(deadlineMs, null, { ref: false })]);
}

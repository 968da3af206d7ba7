import { fastify } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { healthFigure, healthStates } from '../../src/compose/ask-health.ts';
import { createMetrics } from '../../src/lib/metrics.ts';

/** What is told of a service whose /health does so. */
async function figuresWhere(health: () => Promise<unknown>): Promise<string> {
  const server = fastify();
  onTestFinished(() => server.close());
  server.get('/health', health);
  const metrics = createMetrics();
  metrics.watchHealth(healthStates, () => healthFigure(server, 50));
  return metrics.registry.metrics();
}

test.each([
  ['does not answer, as while InfluxDB hangs', () => new Promise<never>(() => {})],
  ['fails', () => Promise.reject(new Error('a bug'))],
  ['answers what is none', async () => 'ok'],
])('of a service whose /health %s all other figures are told, and no state', async (_what, health) => {
  const told = await figuresWhere(health);
  expect(told).toContain('amont_messages_total 0');
  expect(told).not.toContain('amont_health{');
});

test('of one that answers the state is told', async () => {
  expect(await figuresWhere(async () => ({ status: 'degraded' }))).toContain('amont_health{state="degraded"} 1');
});

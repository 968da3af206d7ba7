import { fastify } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { healthFigure, healthStates, unwellFigures } from '../../../src/compose/figures/ask-health.ts';
import { createMetrics } from '../../../src/lib/metrics.ts';

/** What is told of a service whose /health does so. */
async function figuresWhere(health: () => Promise<unknown>): Promise<string> {
  const server = fastify();
  onTestFinished(() => server.close());
  server.get('/health', health);
  const metrics = createMetrics();
  metrics.watchHealth(healthStates, () => healthFigure(server, 50));
  metrics.watchUnwell(3, () => unwellFigures(server, 50));
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
  expect(told).not.toContain('amont_unwell{');
});

test('of one that answers the state is told', async () => {
  expect(await figuresWhere(async () => ({ status: 'degraded' }))).toContain('amont_health{state="degraded"} 1');
});

test('of what is not well it is told how much, and of the rest that it is none', async () => {
  const told = await figuresWhere(async () => ({
    status: 'degraded',
    stale: ['quay', 'weir'],
    unforecast: [],
    failingFeeds: [],
    failingOfficialWarnings: ['vigicrues/AU4'],
    faults: ['showing'],
    abandoned: [],
    certificates: [
      { of: 'broker', endsAt: '2026-12-01T00:00:00Z', urgent: true },
      { of: 'mail', endsAt: '2026-12-08T00:00:00Z', urgent: false },
    ],
    unreadable: [],
    disk: { low: true },
    clockBehind: '2026-12-01T00:00:00Z',
    clockSetBack: null,
    mended: null,
    spool: null,
    forecast: { failing: false },
  }));
  const counted = [...told.matchAll(/^amont_unwell\{what="(\w+)"\} (\d+)$/gm)].map(
    ([, what, count]) => `${what} ${count}`,
  );
  expect(counted).toEqual([
    'stale 2',
    'unforecast 0',
    'failingFeeds 0',
    'failingOfficialWarnings 1',
    'faults 1',
    'abandoned 0',
    'certificates 1',
    'unreadable 0',
    'disk 1',
    'clockBehind 1',
    'clockSetBack 0',
    'mended 0',
    'spool 0',
    'forecast 0',
  ]);
  expect(told).toContain('amont_gauges 3');
});

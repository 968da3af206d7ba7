import { pino } from 'pino';
import { expect, test } from 'vitest';
import { tellOutdated } from '../../src/compose/tell-outdated.ts';
import { createMetrics } from '../../src/lib/metrics.ts';

const exchange = { at: Date.parse('2026-05-01T08:00:00Z'), erasedAt: Date.parse('2026-05-31T08:00:00Z') };

/** What the log and the metrics say of two communes with so many browsers of an earlier key, of which so many are erased now. */
async function said(counts: Record<string, number>, erased = 0, exchanged: typeof exchange | null = exchange) {
  const lines: string[] = [];
  const metrics = createMetrics();
  const log = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
  const browsers = { count: (id: string) => counts[id] ?? 0, forget: () => erased, exchange: exchanged };
  tellOutdated(browsers, ['limoux', 'coursan'], { metrics, log });
  const { values } = await metrics.browsersGone.get();
  return { lines: lines.map((line): unknown => JSON.parse(line)), gone: values[0]?.value };
}

test('whoever runs the service is told how many browsers an exchanged key cuts off, since when and until when, and that they were erased', async () => {
  const [exchangedAt, erasedAt] = ['2026-05-01T08:00:00.000Z', '2026-05-31T08:00:00.000Z'];
  expect(await said({ limoux: 2, coursan: 3, elsewhere: 9 })).toMatchObject({
    lines: [{ level: 40, browsers: 5, exchangedAt, erasedAt, msg: expect.stringContaining('AMONT_WEB_PUSH_KEY') }],
    gone: 0,
  });
  expect(await said({}, 5)).toMatchObject({
    lines: [{ browsers: 5, msg: expect.stringContaining('were erased') }],
    gone: 5,
  });
  expect((await said({})).lines).toEqual([]);
  expect((await said({ limoux: 1 }, 0, null)).lines).toEqual([]);
});

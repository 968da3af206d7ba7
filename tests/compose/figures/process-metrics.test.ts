import { closeSync, openSync } from 'node:fs';
import { Registry } from 'prom-client';
import { expect, test, vi } from 'vitest';
import { watchProcess } from '../../../src/compose/figures/process-metrics.ts';
import { createMetrics } from '../../../src/lib/metrics.ts';

const figure = (text: string, name: string) =>
  Number(new RegExp(`^${name.replaceAll(/[{}]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1]);

test('memory and open files are told as they are when they are asked for', async () => {
  const registry = new Registry();
  watchProcess(registry);
  const before = await registry.metrics();
  expect(figure(before, 'process_resident_memory_bytes')).toBeGreaterThan(10e6);
  const opened = Array.from({ length: 20 }, () => openSync('/dev/null', 'r'));
  const after = await registry.metrics();
  opened.forEach(closeSync);
  expect(figure(after, 'process_open_fds') - figure(before, 'process_open_fds')).toBeGreaterThanOrEqual(15);
  expect(figure(after, 'process_cpu_seconds_total')).toBeGreaterThanOrEqual(
    figure(before, 'process_cpu_seconds_total'),
  );
});

test('when the service was started stays what it was where the clock is set: whoever watches for restarts is told of none', async () => {
  const registry = new Registry();
  watchProcess(registry);
  const name = 'process_start_time_seconds';
  const before = figure(await registry.metrics(), name);
  vi.useFakeTimers({ now: Date.now() + 3_600_000, toFake: ['Date'] });
  const after = figure(await registry.metrics(), name);
  vi.useRealTimers();
  expect(after).toBe(before);
});

test('where memory cannot be read, as when no file can be opened, all other figures are told', async () => {
  const registry = new Registry();
  watchProcess(registry);
  const rss = vi.spyOn(process.memoryUsage, 'rss').mockImplementation(() => {
    throw new Error('EMFILE: too many open files');
  });
  const told = await registry.metrics();
  rss.mockRestore();
  expect(told).toMatch(/^process_cpu_seconds_total \d/m);
  expect(told).not.toMatch(/^process_resident_memory_bytes/m);
});

test('what no message has come to yet is told as 0: from nothing to one nobody sees a figure grow', async () => {
  const told = await createMetrics().registry.metrics();
  for (const outcome of ['sent', 'failed', 'dropped'])
    expect(told).toContain(`amont_deliveries_total{outcome="${outcome}"} 0`);
});

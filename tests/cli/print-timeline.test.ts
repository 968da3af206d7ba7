import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { printTimeline } from '../../src/demo/print-timeline.ts';
import { createWorld } from '../support/flood-world.ts';

it('says where to decide, when the river waits for the mayor who is logged in', () => {
  const config = loadConfig('config', {});
  if (!config.ok) throw new Error('the shipped config is sound');
  const lines: string[] = [];
  const timeline = printTimeline((line) => lines.push(line), config.value, new AbortController().signal);
  timeline.ready({ url: 'http://127.0.0.1:8080', doors: createWorld().doors });
  timeline.waiting(['trebes', 'coursan']);
  expect(lines).toContain('  Trèbes  http://127.0.0.1:8080/fr/mayor/trebes');
  expect(lines).toContain('  Coursan  http://127.0.0.1:8080/fr/mayor/coursan');
});

it('names each day once as the replay reaches it, quiet as it may be', () => {
  const config = loadConfig('config', {});
  if (!config.ok) throw new Error('the shipped config is sound');
  const lines: string[] = [];
  const timeline = printTimeline((line) => lines.push(line), config.value, new AbortController().signal);
  for (const at of ['2020-01-20T00:00:00Z', '2020-01-20T22:55:00Z', '2020-01-20T23:00:00Z'])
    timeline.reached?.(Date.parse(at));
  expect(lines).toEqual(['  Monday 20 January', '  Tuesday 21 January']);
});

import { expect, it, vi } from 'vitest';
import type * as App from '../../src/app.ts';
import { runDemo } from '../../src/demo.ts';
import { err } from '../../src/lib/result.ts';
import { demoConfig } from '../support/town.ts';

const asked = vi.hoisted((): (readonly string[] | undefined)[] => []);
vi.mock('../../src/app.ts', () => ({
  createApp: (...[, , overrides]: Parameters<typeof App.createApp>) => {
    asked.push(overrides?.priorWithout);
    return Promise.resolve(err('enough was seen'));
  },
}));

it('the demonstration has learned from no river that saw its storm', async () => {
  const nothing = () => undefined;
  const watcher = {
    ready: nothing,
    loading: nothing,
    replaying: nothing,
    waiting: nothing,
    finished: () => Promise.resolve(),
    event: nothing,
    told: nothing,
    failed: nothing,
  };
  const options = { recording: 'aude-2020-01', speed: 1, stop: new AbortController().signal };
  expect(await runDemo(await demoConfig(), options, watcher)).toEqual({ ok: false, error: 'enough was seen' });
  expect(asked).toEqual([['aude', 'orb']]);
});

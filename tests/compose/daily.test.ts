import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startDaily } from '../../src/compose/daily.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] }));
afterEach(() => void vi.useRealTimers());

test('long work ends at its next pause where the service stops, and that is no failure', async () => {
  const failed = vi.fn<(error: unknown) => void>();
  let pauses = 0;
  const began = Promise.withResolvers<void>();
  const stop = startDaily(async (pause) => {
    for (;;) {
      await pause();
      pauses += 1;
      began.resolve();
    }
  }, failed);
  vi.advanceTimersByTime(MINUTE_MS);
  await began.promise;
  await stop();
  expect(pauses).toBeGreaterThan(0);
  expect(failed).not.toHaveBeenCalled();
});

test('what goes wrong is told, also while the service stops', async () => {
  const failed = vi.fn<(error: unknown) => void>();
  const broken = new Error('broken');
  const stop = startDaily(async () => {
    throw broken;
  }, failed);
  vi.advanceTimersByTime(MINUTE_MS);
  await stop();
  expect(failed).toHaveBeenCalledExactlyOnceWith(broken);
});

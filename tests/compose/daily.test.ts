import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startDaily } from '../../src/compose/daily.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] }));
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

test('others come in at each pause of long work', async () => {
  const comesIn = vi.fn<() => void>();
  const done = Promise.withResolvers<number>();
  const stop = startDaily(async (pause) => {
    setImmediate(comesIn);
    await pause();
    done.resolve(comesIn.mock.calls.length);
  }, vi.fn());
  vi.advanceTimersByTime(MINUTE_MS);
  expect(await done.promise).toBe(1);
  await stop();
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

test('it is done a minute after the start and once a day, and no more once the service has stopped', async () => {
  const work = vi.fn<() => Promise<void>>(async () => {});
  const stop = startDaily(work, vi.fn());
  vi.advanceTimersByTime(MINUTE_MS - 1);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2 * DAY_MS);
  expect(work).toHaveBeenCalledTimes(3);
  await stop();
  const early = startDaily(work, vi.fn());
  await early();
  vi.advanceTimersByTime(2 * DAY_MS);
  expect(work).toHaveBeenCalledTimes(3);
});

test('the service waits for the work that is under way', async () => {
  const work = Promise.withResolvers<void>();
  let isStopped = false;
  const stop = startDaily(() => work.promise, vi.fn());
  vi.advanceTimersByTime(MINUTE_MS);
  const stopped = stop().then(() => {
    isStopped = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isStopped).toBe(false);
  work.resolve();
  await stopped;
});

test('what failed is tried again where that is asked for, once each time, and told once it fails again; no more once the service has stopped', async () => {
  const tries = { soonMs: 10 * MINUTE_MS, laterMs: HOUR_MS };
  const away = new Error('away');
  const failed = vi.fn<(error: unknown) => void>();
  const work = vi.fn<() => Promise<void>>().mockResolvedValue();
  const stop = startDaily(work.mockRejectedValueOnce(away), failed, tries);
  await vi.advanceTimersByTimeAsync(MINUTE_MS + tries.soonMs - 1);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(5 * HOUR_MS);
  expect(work).toHaveBeenCalledTimes(2);
  expect(failed).not.toHaveBeenCalled();
  // The next day's is a first one again.
  work.mockRejectedValueOnce(away).mockRejectedValueOnce(away);
  await vi.advanceTimersByTimeAsync(DAY_MS - 5 * HOUR_MS);
  expect([work.mock.calls.length, failed.mock.calls.length]).toEqual([4, 1]);
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect([work.mock.calls.length, failed.mock.calls.length]).toEqual([5, 1]);
  await stop();
  const ended = startDaily(work.mockRejectedValueOnce(away), failed, tries);
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  await ended();
  await vi.advanceTimersByTimeAsync(5 * HOUR_MS);
  expect(work).toHaveBeenCalledTimes(6);
});

test('work that takes longer than a day is not begun a second time beside itself, and again after it', async () => {
  const first = Promise.withResolvers<void>();
  const work = vi.fn<() => Promise<void>>().mockReturnValueOnce(first.promise).mockResolvedValue();
  const stop = startDaily(work, vi.fn());
  await vi.advanceTimersByTimeAsync(MINUTE_MS + DAY_MS);
  expect(work).toHaveBeenCalledTimes(1);
  first.resolve();
  await vi.advanceTimersByTimeAsync(DAY_MS);
  expect(work).toHaveBeenCalledTimes(2);
  await stop();
});

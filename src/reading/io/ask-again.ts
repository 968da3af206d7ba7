import { setTimeout as sleep } from 'node:timers/promises';
import { backOffMs } from '../national/back-off.ts';
import type { FetchFailure } from './get-politely.ts';

/** Asks again and again, later and later while it fails, until stopped. `random` gives 0 to 1. */
export async function askAgain(
  ask: () => Promise<FetchFailure | null>,
  { intervalMs, random, stop }: { intervalMs: number; random: () => number; stop: AbortSignal },
): Promise<void> {
  let failures = 0;
  while (!stop.aborted) {
    const failure = await ask();
    failures = failure ? failures + 1 : 0;
    const waitMs = failure ? backOffMs(failures, intervalMs, failure.retryAfterMs, random()) : intervalMs;
    try {
      await sleep(waitMs, undefined, { signal: stop });
    } catch (error) {
      if (!stop.aborted) throw error;
    }
  }
}

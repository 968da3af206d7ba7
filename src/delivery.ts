import type { Clock } from './lib/clock.ts';

/** Sends what waits, one round at a time, whenever woken; on the machine's clock, since retry has nothing to do with event time. */
export interface Delivery {
  wake(): void;
  settled(): Promise<void>;
  close(): Promise<void>;
}

const RETRY_LOOK_MS = 1_000;

/** `round` gives how many it sent; what it throws is told and its rows are tried again at the next look. */
export function createDelivery(
  round: (wallNow: number) => Promise<number>,
  wallClock: Clock,
  failed: (error: unknown) => void,
): Delivery {
  let running: Promise<void> | null = null;
  let woken = false;
  async function run(): Promise<void> {
    try {
      while (woken) {
        woken = false;
        if ((await round(wallClock.now())) > 0) woken = true;
      }
    } catch (error) {
      failed(error);
    } finally {
      running = null;
    }
  }
  function wake(): void {
    woken = true;
    running ??= Promise.resolve().then(run);
  }
  const timer = setInterval(wake, RETRY_LOOK_MS);
  return {
    wake,
    async settled() {
      while (running) await running;
    },
    async close() {
      clearInterval(timer);
      while (running) await running;
    },
  };
}

/** Keeps what waits going out, whenever woken and every second. */
export interface Delivery {
  wake(): void;
  /** Resolves when nothing is on its way, and nothing is due. */
  settled(): Promise<void>;
  /** What is on its way ends; the rest waits for the next start. */
  close(): Promise<void>;
}

const LOOK_MS = 1_000;

/**
 * So many pieces of work at once, each begun by `next` (`null`: nothing to do): what takes long holds up none that comes after it.
 * What a piece throws is told, and no other is begun before the next look: a full disk must not send the same message without end.
 */
export function createDelivery(
  next: () => Promise<void> | null,
  atOnce: number,
  failed: (error: unknown) => void,
): Delivery {
  const running = new Set<Promise<void>>();
  let waking: Promise<void> | null = null;
  let paused = false;
  function stop(error: unknown): void {
    paused = true;
    failed(error);
  }
  function fill(): void {
    try {
      while (!paused && running.size < atOnce) {
        const work = next();
        if (!work) return;
        const ended = work.catch(stop).then(() => {
          running.delete(ended);
          fill();
        });
        running.add(ended);
      }
    } catch (error) {
      stop(error);
    }
  }
  function wake(): void {
    // Not at once: whoever wakes may be in the middle of a transaction.
    waking ??= Promise.resolve().then(() => {
      waking = null;
      fill();
    });
  }
  async function settled(): Promise<void> {
    while (waking || running.size > 0) await (waking ?? Promise.race(running));
  }
  const timer = setInterval(() => {
    paused = false;
    wake();
  }, LOOK_MS);
  return {
    wake,
    settled,
    async close() {
      clearInterval(timer);
      paused = true;
      await settled();
    },
  };
}

import { Worker } from 'node:worker_threads';
import { MINUTE_MS } from '../units.ts';

/** How a service that hangs is known: `turns` has not moved in so many looks one after another. */
export interface LoopWatch {
  /** One number, which the service moves on twice between two looks. */
  turns: Int32Array;
  everyMs: number;
  looks: number;
}

const EVERY_MS = 10_000;
/** Nothing that the service does holds it for more than seconds; a disk that is slow to write, for half a minute. */
const HANGS_AFTER_MS = 5 * MINUTE_MS;

/**
 * Ends this process where it hangs, as one that runs in circles would for ever: no alert, no page, and nothing that starts it again. Looked at
 * by a thread that has nothing else to do, and that counts its own looks: a machine that was suspended has made none. Gives what ends the watch.
 * `notWatched`: the thread has failed, and the service goes on without it.
 */
export function watchLoop(
  notWatched: (error: Error) => void,
  everyMs = EVERY_MS,
  looks = HANGS_AFTER_MS / EVERY_MS,
): () => Promise<void> {
  const turns = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData: LoopWatch = { turns, everyMs, looks };
  const thread = new Worker(new URL('./watch-loop-thread.ts', import.meta.url), { workerData });
  thread.on('error', notWatched);
  const turning = setInterval(() => Atomics.add(turns, 0, 1), everyMs / 2);
  turning.unref();
  thread.unref();
  return async () => {
    clearInterval(turning);
    await thread.terminate();
  };
}

import { setImmediate } from 'node:timers/promises';
import { DAY_MS, MINUTE_MS } from '../lib/units.ts';

/** Long work calls it between two pieces: others come in, and where the service stops the work ends here. */
export type Pause = () => Promise<void>;

/** Does a piece of work soon after the start and then once a day, on the machine's clock, where it failed `againMs` later too, and never twice at once. Gives the function that stops it. */
export function startDaily(
  work: (pause: Pause) => Promise<void>,
  failed: (error: unknown) => void,
  againMs?: number,
): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isStopping = false;
  let again: NodeJS.Timeout | undefined;
  const stopped = new Error('the service stops');
  const pause = async (): Promise<void> => {
    await setImmediate();
    if (isStopping) throw stopped;
  };
  const run = () => {
    // Of a slow InfluxDB some work asks for a day.
    running ??= work(pause)
      .catch((error: unknown) => {
        if (error === stopped) return;
        failed(error);
        clearTimeout(again);
        if (againMs !== undefined && !isStopping) again = setTimeout(run, againMs);
      })
      .finally(() => {
        running = null;
      });
  };
  const first = setTimeout(run, MINUTE_MS);
  const timer = setInterval(run, DAY_MS);
  return async () => {
    isStopping = true;
    clearTimeout(first);
    clearInterval(timer);
    clearTimeout(again);
    await running;
  };
}

import { setImmediate } from 'node:timers/promises';
import { DAY_MS, MINUTE_MS } from '../lib/units.ts';

/** Long work calls it between two pieces: others come in, and where the service stops the work ends here. */
export type Pause = () => Promise<void>;

/** What failed is tried again after `soonMs` before it is told, and then each `laterMs` while it fails. */
export interface Again {
  soonMs: number;
  laterMs: number;
}

/** Does a piece of work soon after the start and then once a day, on the machine's clock, and never twice at once. Gives the function that stops it. */
export function startDaily(
  work: (pause: Pause) => Promise<void>,
  failed: (error: unknown) => void,
  tries?: Again,
): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isStopping = false;
  let inVain = 0;
  let again: NodeJS.Timeout | undefined;
  const stopped = new Error('the service stops');
  const pause = async (): Promise<void> => {
    await setImmediate();
    if (isStopping) throw stopped;
  };
  const run = () => {
    // Of a slow InfluxDB some work asks for a day.
    running ??= work(pause)
      .then(() => void (inVain = 0))
      .catch((error: unknown) => {
        if (error === stopped) return;
        inVain += 1;
        const isTold = tries === undefined || isStopping || inVain > 1;
        if (isTold) failed(error);
        clearTimeout(again);
        if (tries !== undefined && !isStopping) again = setTimeout(run, isTold ? tries.laterMs : tries.soonMs);
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

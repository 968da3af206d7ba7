import { DAY_MS, MINUTE_MS } from './lib/units.ts';

/** Does a piece of work soon after the start and then once a day, on the machine's clock. Gives the function that stops it. */
export function startDaily(work: () => Promise<void>, failed: (error: unknown) => void): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const run = () => {
    running = work().catch(failed);
  };
  const first = setTimeout(run, MINUTE_MS);
  const timer = setInterval(run, DAY_MS);
  return async () => {
    clearTimeout(first);
    clearInterval(timer);
    await running;
  };
}

import { setImmediate } from 'node:timers/promises';

/** As long as others wait for one page. */
const SLICE_MS = 20;

/**
 * Lets others have their turn once a slice of time is used up. One turn for each of hundreds of communes hands the page as many times to a flood in
 * which each turn is the forecast of a gauge: it came after half a minute.
 */
export function createSlices(elapsedMs: () => number = () => performance.now()): () => Promise<void> {
  let began = elapsedMs();
  return async () => {
    if (elapsedMs() - began < SLICE_MS) return;
    await setImmediate();
    began = elapsedMs();
  };
}

import { err, messageOf, ok, type Result } from '../lib/result.ts';
import { MINUTE_MS } from '../lib/units.ts';
import { UnreadableInInflux } from './influx/rows.ts';

/** What it answered, or why it did not. */
export type AskInflux = <T>(question: () => Promise<T>) => Promise<Result<T, string>>;

/**
 * Asks an InfluxDB that nothing depends on: where it does not answer, it is not asked again for a minute, as one that hangs would cost half a minute each
 * time. What fails is told, but for what a stop gives up.
 */
export function askSparingly(stopped: AbortSignal, failed: (error: unknown) => void): AskInflux {
  let silence = { until: Number.NEGATIVE_INFINITY, why: '' };
  return async (question) => {
    if (performance.now() < silence.until) return err(silence.why);
    try {
      return ok(await question());
    } catch (error) {
      const why = messageOf(error);
      // With what another program wrote for one gauge it has answered: others are asked on.
      if (!(error instanceof UnreadableInInflux)) silence = { until: performance.now() + MINUTE_MS, why };
      if (!stopped.aborted) failed(error);
      return err(why);
    }
  };
}

import { messageOf } from '../lib/result.ts';
import { HOUR_MS } from '../lib/units.ts';
import { RefusedByInflux } from './influx/write.ts';
import type { Spool, SpooledReading } from './sqlite/spool.ts';

const BATCH = 1_000;
/** How often readings are looked for that another process has written. */
const LOOK_MS = 5_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
/** For so long at least a gauge's refusal counts where nothing newer of it came: one that is retired has no next reading that would be taken. */
const REFUSED_MS = HOUR_MS;

export interface SpoolOptions {
  firstRetryMs?: number;
  /** How old the newest reading of a gauge may be before it is missed: until well after that its refusal counts. */
  missedAfterMs?(station: string): number;
  /** It has taken readings once more, after it took none for so long and so many waited. */
  takesAgain?(afterMs: number, waiting: number): void;
}

export interface SpoolSender {
  /** Something new is in the spool. */
  wake(): void;
  /** Why the last attempt failed, or of some gauge what came last was refused; `null` where all is taken. */
  lastError(): string | null;
  close(): Promise<void>;
}

/**
 * Hands the spool on in order, batch by batch, until it is empty; after a failure again from the same batch, waiting longer
 * each time. A batch that the target refuses is halved until the readings at fault stand alone: those are kept aside.
 */
export function createSpoolSender(
  spool: Pick<Spool, 'next' | 'sent' | 'refuse' | 'counts'>,
  write: (batch: readonly SpooledReading['reading'][]) => Promise<void>,
  failed: (error: unknown) => void,
  { firstRetryMs = FIRST_RETRY_MS, missedAfterMs = () => 0, takesAgain = () => {} }: SpoolOptions = {},
): SpoolSender {
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let retryMs = firstRetryMs;
  let lastError: string | null = null;
  let failingSince: number | null = null;
  /** By gauge: that of one all is refused is not hidden by what is taken of the others. */
  const refused = new Map<string, { until: number; why: string }>();
  let closed = false;

  function lastRefusal(): string | null {
    for (const [gauge, { until }] of refused) if (performance.now() >= until) refused.delete(gauge);
    return [...refused.values()].at(-1)?.why ?? null;
  }

  async function send(batch: readonly SpooledReading[]): Promise<void> {
    const last = batch.at(-1)!;
    try {
      await write(batch.map((each) => each.reading));
    } catch (error) {
      if (!(error instanceof RefusedByInflux)) throw error;
      if (batch.length === 1) {
        spool.refuse(last.number, error.message);
        lastError = null;
        const countsMs = Math.max(REFUSED_MS, 2 * missedAfterMs(last.reading.station));
        refused.set(gaugeOf(last), { until: performance.now() + countsMs, why: error.message });
        failed(error);
        return;
      }
      const half = Math.ceil(batch.length / 2);
      await send(batch.slice(0, half));
      await send(batch.slice(half));
      return;
    }
    if (failingSince !== null) takesAgain(performance.now() - failingSince, spool.counts().waiting);
    failingSince = null;
    spool.sent(last.number);
    lastError = null;
    for (const each of batch) refused.delete(gaugeOf(each));
  }

  async function run(): Promise<void> {
    let wait = LOOK_MS;
    try {
      for (let batch = spool.next(BATCH); batch.length > 0 && !closed; batch = spool.next(BATCH)) {
        await send(batch);
        retryMs = firstRetryMs;
      }
    } catch (error) {
      // Given up with the service: it goes on with the same batch.
      if (closed) return;
      lastError = messageOf(error);
      failingSince ??= performance.now();
      failed(error);
      wait = retryMs;
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    } finally {
      running = null;
      if (!closed) timer = setTimeout(start, wait);
    }
  }

  function start(): void {
    clearTimeout(timer);
    running ??= Promise.resolve().then(run);
  }

  start();
  return {
    // While the target fails, new readings wait with the others for the next attempt.
    wake: () => {
      if (!closed && retryMs === firstRetryMs) start();
    },
    lastError: () => lastError ?? lastRefusal(),
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}

const gaugeOf = ({ reading }: SpooledReading): string => `${reading.quantity} ${reading.station}`;

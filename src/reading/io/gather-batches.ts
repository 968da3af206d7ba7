import type { BaseLogger } from 'pino';
import { tellSparingly } from '../../lib/io/tell-sparingly.ts';
import { countReadings } from '../decode/count-readings.ts';
import type { Ingest, RawMessage } from '../message-source.ts';

/** One commit is bounded, so that a flood of readings, or of long messages, cannot hold the event loop for long. */
const MAX_READINGS = 2_000;
const MAX_BYTES = 2 * 1024 * 1024;

export interface Batches {
  /** `done(true)` after the message is durably stored, `done(false)` when it could not be. Called in the order of adding. */
  add(message: RawMessage, done: (stored: boolean) => void): void;
  waiting(): number;
  /** Resolves when nothing waits. */
  settled(): Promise<void>;
}

/**
 * Gathers the messages of one event-loop tick, and those that come in while a batch is being stored, into the next batch:
 * one commit each, one at a time, in order. No lingering: waiting for more would delay each reading and slow a publisher
 * that sends one by one.
 */
export function gatherBatches(ingest: Ingest, log: BaseLogger): Batches {
  const faultLog = tellSparingly(log);
  let queue: { message: RawMessage; done: (stored: boolean) => void }[] = [];
  let storing = 0;
  let scheduled = false;
  let idle: (() => void)[] = [];

  async function store(): Promise<void> {
    scheduled = false;
    const batch = queue.slice(0, countFitting(queue));
    queue = queue.slice(batch.length);
    storing = batch.length;
    const stored = await attempt(batch.map((each) => each.message));
    storing = 0;
    for (const each of batch) each.done(stored);
    if (queue.length > 0) return schedule();
    const resolves = idle;
    idle = [];
    for (const resolve of resolves) resolve();
  }

  async function attempt(messages: readonly RawMessage[]): Promise<boolean> {
    try {
      await ingest(messages);
      return true;
    } catch (error) {
      faultLog.error(
        { err: error, messages: messages.length },
        'readings could not be stored and are not acknowledged',
      );
      return false;
    }
  }

  function schedule(): void {
    if (scheduled || storing > 0) return;
    scheduled = true;
    setImmediate(() => void store());
  }

  return {
    add(message, done) {
      queue.push({ message, done });
      schedule();
    },
    waiting: () => queue.length + storing,
    settled: async () => {
      if (queue.length + storing > 0) await new Promise<void>((resolve) => idle.push(resolve));
    },
  };
}

/** How many of the first messages are stored together: one in any case, since a message is stored whole. */
function countFitting(queue: readonly { message: RawMessage }[]): number {
  let [readings, bytes] = [0, 0];
  const end = queue.findIndex(({ message: { payload } }, index) => {
    readings += countReadings(payload);
    bytes += payload.length;
    return index > 0 && (readings > MAX_READINGS || bytes > MAX_BYTES);
  });
  return end === -1 ? queue.length : end;
}

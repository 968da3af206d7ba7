import type { Worker } from '../lib/worker.ts';
import type { Stored } from './consumer.ts';
import type { Published } from './publisher.ts';

export interface Run {
  messagesPerS: number;
  cpuPer100k: number;
  /** Publish to durable and publish to PUBACK of each message, ms. */
  durableMs: number[];
  acknowledgedMs: number[];
}

/** The first is 0, which warms up; each run has a number of its own, so that no message is taken for one of another. */
let runs = 0;
export const nextRun = (): number => runs++;

/** One run: `count` messages from the publisher to the consumer, which has a fresh database or none. */
export async function askRun(
  publisher: Worker,
  consumer: Worker,
  count: number,
  kind: 'none' | 'full',
  pace: 'burst' | number = 'burst',
): Promise<Run> {
  await consumer.ask(`run ${count} ${kind}`);
  const [published, stored] = await Promise.all([
    publisher.ask<Published>(`run ${nextRun()} ${count} ${pace}`),
    consumer.ask<Stored>('stored'),
  ]);
  const since = (later: number[]): number[] => later.map((at, index) => at - (published.sentAt[index] ?? Number.NaN));
  return {
    messagesPerS: (1_000 * count) / (stored.lastAt - published.startedAt),
    cpuPer100k: (stored.cpuSeconds / count) * 100_000,
    durableMs: since(stored.storedAt),
    acknowledgedMs: since(published.acknowledgedAt),
  };
}

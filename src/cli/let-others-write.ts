import { setTimeout } from 'node:timers/promises';

/** Whoever waits for the database looks again after 1, 2, 5, 10, 15, 20, 25 ms and then more rarely: a shorter gap is missed. */
const GAP_MS = 25;

/** Between two batches of a long piece of work on the database of a running service: else the service, which waits without doing anything else, waits for seconds. */
export async function letOthersWrite(): Promise<void> {
  await setTimeout(GAP_MS);
}

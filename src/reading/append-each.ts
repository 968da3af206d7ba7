import type { NewReading } from './reading.ts';
import type { AppendOutcome, ReadingStore } from './reading-store.ts';

/** Why a reading can never be stored. */
export interface Spoiled {
  error: unknown;
}

/**
 * Stores a batch; where the disk has spoiled the place of some, the batch is halved until these stand alone and the others are stored. Whatever
 * else is wrong is thrown: it may be over by the next attempt.
 */
export async function appendEach(
  store: Pick<ReadingStore, 'append'>,
  readings: readonly NewReading[],
  isSpoiled: (error: unknown) => boolean,
): Promise<(AppendOutcome | Spoiled)[]> {
  try {
    return await store.append(readings);
  } catch (error) {
    if (!isSpoiled(error)) throw error;
    if (readings.length === 1) return [{ error }];
    const half = Math.ceil(readings.length / 2);
    return [
      ...(await appendEach(store, readings.slice(0, half), isSpoiled)),
      ...(await appendEach(store, readings.slice(half), isSpoiled)),
    ];
  }
}

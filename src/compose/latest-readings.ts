import type { Reading } from '../reading/reading.ts';
import type { ReadingStore } from '../reading/reading-store.ts';
import type { Network } from '../territory/network.ts';

/** The latest reading of each gauge that has one, whatever the clock says now. */
export async function latestReadings(
  readings: Pick<ReadingStore, 'latest'>,
  { stations }: Network,
): Promise<Reading[]> {
  const latest: Reading[] = [];
  for (const { id: station, quantity } of stations.values()) {
    const reading = await readings.latest({ station, quantity }, Number.MAX_SAFE_INTEGER);
    if (reading) latest.push(reading);
  }
  return latest;
}

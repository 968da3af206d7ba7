import type { Reading } from '../reading/reading.ts';
import type { ReadingStore } from '../reading/reading-store.ts';
import type { Network } from '../territory/network.ts';

/** The latest reading of each gauge that has one, whatever the clock says now. A gauge that cannot be read is told, and the others are given. */
export async function latestReadings(
  readings: Pick<ReadingStore, 'latest'>,
  { stations }: Network,
  unreadable: (station: string, error: unknown) => void,
): Promise<Reading[]> {
  const latest: Reading[] = [];
  for (const { id: station, quantity } of stations.values()) {
    try {
      const reading = await readings.latest({ station, quantity }, Number.MAX_SAFE_INTEGER);
      if (reading) latest.push(reading);
    } catch (error) {
      unreadable(station, error);
    }
  }
  return latest;
}

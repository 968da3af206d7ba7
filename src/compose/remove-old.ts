import type { Instant } from '../lib/clock.ts';
import type { ReadingStore } from '../reading/reading-store.ts';
import type { createRetention, Removed } from '../store/sqlite/retention.ts';
import type { Network } from '../territory/network.ts';
import type { Pause } from './daily.ts';
import { latestReadings } from './latest-readings.ts';

/** Removes what is not kept, counted from the last observation: a machine that starts with a clock years ahead finds nothing too old for that. */
export async function removeOld(
  retention: ReturnType<typeof createRetention>,
  { readings, network }: { readings: Pick<ReadingStore, 'latest'>; network: Network },
  now: Instant,
  failed: (error: unknown) => void,
  pause: Pause,
): Promise<Removed> {
  const latest = await latestReadings(readings, network, (_station, error) => failed(error));
  if (latest.length === 0) return { readings: 0, forecasts: 0, paths: 0 };
  return retention(Math.min(now, Math.max(...latest.map(({ observedAt }) => observedAt))), pause);
}

import type { Instant } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';
import { isAccepted, type Reading } from '../reading/reading.ts';
import type { RecentReadings } from '../reading/recent-readings.ts';
import type { Network } from '../territory/network.ts';
import type { ForecastInputs } from './forecast-model.ts';

/** Collects what a forecast at one gauge may use: accepted readings of the gauge and of all gauges above it. */
export async function gather(
  station: string,
  network: Network,
  recent: RecentReadings,
  historyH: number,
  now: Instant,
): Promise<ForecastInputs> {
  const accepted = async (id: string): Promise<Reading[]> => {
    const quantity = network.stations.get(id)?.quantity ?? 'stage';
    const readings = await recent.of({ station: id, quantity }, now);
    const from = now - historyH * HOUR_MS;
    return readings.filter((each) => isAccepted(each) && each.observedAt >= from && each.observedAt <= now);
  };
  const others = new Map<string, readonly Reading[]>();
  for (const id of network.upstreamOf(station)) others.set(id, await accepted(id));
  return { station, issuedAt: now, own: await accepted(station), others };
}

/** The newest observation among the inputs; `null` where there is none. */
export function newestOf(inputs: ForecastInputs): Instant | null {
  const newest = [inputs.own, ...inputs.others.values()].flatMap((series) => series.at(-1)?.observedAt ?? []);
  return newest.length > 0 ? Math.max(...newest) : null;
}

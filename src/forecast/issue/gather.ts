import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import { isAccepted, type Reading } from '../../reading/reading.ts';
import type { RecentReadings } from '../../reading/recent-readings.ts';
import type { Network } from '../../territory/network.ts';
import type { ForecastInputs } from '../forecast-model.ts';
import { noCloser } from '../observed/no-closer.ts';
import { LOOK_BACK_H } from '../observed/series.ts';

/** Collects what forecasts at one moment may use; gauges that several of them need are read once. */
export interface Gathering {
  /** Accepted readings of the gauge and of all gauges above it. */
  inputsFor(station: string): Promise<ForecastInputs>;
}

export function gatherAt(network: Network, recent: Pick<RecentReadings, 'of'>, now: Instant): Gathering {
  const read = new Map<string, Promise<readonly Reading[]>>();
  const accepted = (id: string): Promise<readonly Reading[]> => {
    const known = read.get(id);
    if (known) return known;
    const quantity = network.stations.get(id)?.quantity ?? 'stage';
    const fresh = recent.of({ station: id, quantity }, now).then((readings) => {
      const first = readings.findLastIndex((each) => each.observedAt < now - LOOK_BACK_H * HOUR_MS) + 1;
      const believed = readings.slice(first).filter((each) => isAccepted(each) && each.observedAt <= now);
      // Rain adds up: each of its readings counts.
      return quantity === 'rain' ? believed : noCloser(believed, LOOK_BACK_H);
    });
    read.set(id, fresh);
    return fresh;
  };
  return {
    async inputsFor(station) {
      const others = new Map<string, readonly Reading[]>();
      for (const id of network.upstreamOf(station)) others.set(id, await accepted(id));
      return { station, issuedAt: now, own: await accepted(station), others };
    },
  };
}

/** The newest observation among the inputs; `null` where there is none. */
export function newestOf(inputs: ForecastInputs): Instant | null {
  const newest = [inputs.own, ...inputs.others.values()].flatMap((series) => series.at(-1)?.observedAt ?? []);
  return newest.length > 0 ? Math.max(...newest) : null;
}

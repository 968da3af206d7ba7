import type { Instant } from '../../lib/clock.ts';
import type { Gauge } from '../observed/gauge.ts';
import { sliceOf } from '../observed/series.ts';
import { type Reach, travelTime } from '../observed/travel-time.ts';
import type { RiverRecord } from './river-record.ts';

/** How long the water takes along every reach, learned from what was observed up to a moment. */
export function networkTravelTimes({ stations, gauges }: RiverRecord, until: Instant): Reach[] {
  return stations.flatMap((station) => {
    const lower = gauges.get(station.id);
    if (!lower || station.quantity === 'rain') return [];
    return station.upstream.flatMap((from) => {
      const upper = gauges.get(from);
      if (!upper || upper.quantity === 'rain') return [];
      const seen = (gauge: Gauge) => sliceOf(gauge.series, Number.NEGATIVE_INFINITY, until);
      const intervalMin = Math.max(upper.intervalMin, lower.intervalMin);
      return [{ from, to: station.id, ...travelTime(seen(upper), seen(lower), intervalMin) }];
    });
  });
}

/**
 * Hours from one gauge down to another, reach after reach, the shortest way; `null` where a reach between is not known.
 * @example hoursBetween([{ from: 'a', to: 'b', hours: 2 }, { from: 'b', to: 'c', hours: 1 }], 'a', 'c') // 3
 */
export function hoursBetween(
  reaches: readonly Pick<Reach, 'from' | 'to' | 'hours'>[],
  from: string,
  to: string,
): number | null {
  const hours = new Map([[from, 0]]);
  // The map grows while it is walked. A gauge reached sooner by another way is put behind and walked on from again; rivers have no circles, so this ends.
  for (const [id, soFar] of hours) {
    for (const reach of reaches) {
      if (reach.from !== id || reach.hours === null) continue;
      const known = hours.get(reach.to);
      if (known !== undefined && soFar + reach.hours >= known) continue;
      hours.delete(reach.to);
      hours.set(reach.to, soFar + reach.hours);
    }
  }
  return hours.get(to) ?? null;
}

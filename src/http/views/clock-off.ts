import type { Instant } from '../../lib/clock.ts';
import { clockOff, REFUSALS_LOOKED_AT } from '../../reading/clock/clock-off.ts';
import type { Doors } from '../doors.ts';
import type { GaugeView } from './gauge-view.ts';

/** By how much the clocks of gauges that seem silent are off, by station, as `clockOff` has it. */
export function clocksOff(
  { rejections, devices }: Pick<Doors, 'rejections' | 'devices'>,
  gauges: readonly Pick<GaugeView, 'station' | 'freshness' | 'past'>[],
  now: Instant,
): ReadonlyMap<string, number> {
  const silent = gauges.filter(({ freshness }) => freshness !== 'fresh');
  // One read for all of them, and none where all report.
  const refused = silent.length === 0 ? [] : (rejections.recent(REFUSALS_LOOKED_AT) ?? []);
  return new Map(
    silent.flatMap((gauge) => {
      const off = clockOff(gauge, { refused, devices }, now);
      return off === null ? [] : [[gauge.station.id, off] as const];
    }),
  );
}

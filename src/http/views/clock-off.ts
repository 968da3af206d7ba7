import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import { clockOff, REFUSALS_LOOKED_AT } from '../../reading/clock/clock-off.ts';
import { isByPerson, type Rejection } from '../../reading/reading.ts';
import type { Doors } from '../doors.ts';
import type { GaugeView } from './gauge-view.ts';

/** By how much the clocks of gauges that seem silent, or are heard and refused, are off, by station, as `clockOff` has it. */
export function clocksOff(
  { rejections, devices }: Pick<Doors, 'rejections' | 'devices'>,
  gauges: readonly Pick<GaugeView, 'station' | 'freshness' | 'past'>[],
  now: Instant,
): ReadonlyMap<string, number> {
  const isSilent = ({ freshness }: Pick<GaugeView, 'freshness'>) => freshness !== 'fresh';
  // One read for all of them, and none where all report and nothing is refused.
  const isRefused = (rejections.recent(1) ?? []).some(({ receivedAt }) => now - receivedAt <= HOUR_MS);
  const refused = isRefused || gauges.some(isSilent) ? (rejections.recent(REFUSALS_LOOKED_AT) ?? []) : [];
  return new Map(
    gauges.flatMap((gauge) => {
      const asked = isSilent(gauge) ? { ...gauge, refused } : refusedSince(gauge, refused);
      const off = clockOff(asked, { refused: asked.refused, devices }, now);
      return off === null ? [] : [[gauge.station.id, off] as const];
    }),
  );
}

/** Of one that has reported lately: what it has said since. */
function refusedSince({ station, past }: Pick<GaugeView, 'station' | 'past'>, refused: readonly Rejection[]) {
  const heardAt = Math.max(...past.flatMap((each) => (isByPerson(each) ? [] : each.receivedAt)));
  return { station, past: [], refused: refused.filter(({ receivedAt }) => receivedAt > heardAt) };
}

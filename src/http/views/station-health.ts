import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import { latestBySensor } from '../../reading/by-person/latest-by-sensor.ts';
import type { DeviceMapping } from '../../reading/decode/device-mapping.ts';
import type { DeviceState } from '../../reading/device/device-state.ts';
import type { Exclusion } from '../../reading/exclusions/exclusion.ts';
import { type TimeGap, timeGaps } from '../../reading/time-gaps.ts';
import type { Station } from '../../territory/station.ts';
import type { Doors } from '../doors.ts';

export interface StationHealth {
  station: Station;
  lastObservedAt: Instant | null;
  /** Since this instant. */
  since: Instant;
  gaps: readonly TimeGap[];
  mapping: DeviceMapping | null;
  /** `null` where no mapped device of the station has been heard. */
  device: DeviceState | null;
  exclusions: readonly Exclusion[];
}

const LOOKED_BACK_MS = 7 * DAY_MS;
const EXCLUSIONS_SHOWN = 20;

export async function viewStationHealth(doors: Doors, station: Station): Promise<StationHealth> {
  const now = doors.clock.now();
  const since = now - LOOKED_BACK_MS;
  const series = { station: station.id, quantity: station.quantity };
  const [latest, readings] = await Promise.all([
    latestBySensor(doors.readings, series, now),
    doors.readings.window(series, since, now, now),
  ]);
  return {
    station,
    lastObservedAt: latest?.observedAt ?? null,
    since,
    gaps: timeGaps(readings, station, since, now),
    mapping: doors.devices.find((each) => each.station === station.id) ?? null,
    device: doors.deviceHealth.of(station.id),
    exclusions: doors.exclusions.recent(station.id, EXCLUSIONS_SHOWN),
  };
}

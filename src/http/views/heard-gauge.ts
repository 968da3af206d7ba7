import { wasForecast } from '../../forecast/was-forecast.ts';
import type { Instant } from '../../lib/clock.ts';
import { beforePeople } from '../../reading/by-person/before-people.ts';
import { latestBySensor } from '../../reading/by-person/latest-by-sensor.ts';
import { hasSpoken } from '../../reading/has-spoken.ts';
import type { Station } from '../../territory/station.ts';
import type { Doors } from '../doors.ts';
import { staleAfterMs } from './gauge-view.ts';

/** What is heard of the sensor of one gauge. */
export interface HeardGauge {
  id: string;
  /** `null` where nothing is known of the last weeks. */
  ageMs: number | null;
  stale: boolean;
  hasSpoken: boolean;
  /** A forecast from before then was made by what the sensor showed: people have read the gauge since. */
  before: Instant;
}

export async function heardGauge({ seen }: Pick<Doors, 'seen'>, station: Station, now: Instant): Promise<HeardGauge> {
  const { id, quantity } = station;
  const series = { station: id, quantity };
  const latest = await latestBySensor(seen, series, now);
  const ageMs = latest ? now - latest.observedAt : null;
  const heard = { id, ageMs, before: now };
  if (ageMs !== null && ageMs <= staleAfterMs(station)) return { ...heard, stale: false, hasSpoken: true };
  if (await hasSpoken(seen, series, latest)) return { ...heard, stale: true, hasSpoken: true };
  const before = await beforePeople(seen, series, Number.MAX_SAFE_INTEGER);
  return { ...heard, before, stale: true, hasSpoken: false };
}

/** A new installation, whose sensors are still to come. A backup without its readings is none: what was forecast by them is there. */
export function noneHasSpoken({ forecasts }: Pick<Doors, 'forecasts'>, gauges: readonly HeardGauge[]): boolean {
  return gauges.every(({ id, hasSpoken, before }) => !hasSpoken && !wasForecast(forecasts, id, before));
}

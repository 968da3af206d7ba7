import { DAY_MS } from '../lib/units.ts';
import type { ForecastStore } from './forecast-store.ts';

/** Whether a gauge was once forecast by what it showed within the day: so it was heard, though what it said is not in the backup that was restored. */
export function wasForecast(forecasts: Pick<ForecastStore, 'latest'>, station: string): boolean {
  const forecast = forecasts.latest(station, Number.MAX_SAFE_INTEGER);
  return forecast !== null && forecast.issuedAt - forecast.observedAt < DAY_MS;
}

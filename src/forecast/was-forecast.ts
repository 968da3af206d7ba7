import type { Instant } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';
import type { ForecastStore } from './forecast-store.ts';

/**
 * Whether a gauge was once forecast, by then, by what it showed within the day: so it was heard, though what it said is not in the backup that was
 * restored. `by`: before people read it, by whom it is forecast too.
 */
export function wasForecast(forecasts: Pick<ForecastStore, 'latest'>, station: string, by: Instant): boolean {
  const forecast = forecasts.latest(station, by);
  return forecast !== null && forecast.issuedAt - forecast.observedAt < DAY_MS;
}

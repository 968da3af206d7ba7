import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Network } from '../../territory/network.ts';
import { createAlertPeriods } from './alert-periods.ts';
import type { Database } from './database.ts';
import { createForgetForecasts, createThinForecasts } from './forget-forecasts.ts';
import { createForgetPaths } from './forget-paths.ts';
import { createThinReadings } from './thin-readings.ts';

/** A year to compare with the same season, and a month to do so. */
const FORECAST_DAYS = 400;
/** Each forecast, with its paths: paths answer what was never asked, any mark and any lead time: that is wanted soon or, of an alert, for ever. */
const PATHS_DAYS = 2;

export interface Removed {
  readings: number;
  forecasts: number;
  paths: number;
}

/** Removes what is not kept, as docs/retention.md says. `keepDays`: `null` keeps every reading. */
export function createRetention(
  db: Database,
  network: Network,
  keepDays: number | null,
): (now: Instant) => Promise<Removed> {
  const alertPeriods = createAlertPeriods(db);
  const thinReadings = createThinReadings(db, network);
  const forgetForecasts = createForgetForecasts(db);
  const thinForecasts = createThinForecasts(db);
  const forgetPaths = createForgetPaths(db);
  return async (now) => {
    const alerts = alertPeriods();
    const forgotten = await forgetForecasts(now - FORECAST_DAYS * DAY_MS, alerts);
    const thinned = await thinForecasts(now - PATHS_DAYS * DAY_MS, alerts);
    const readings = keepDays === null ? 0 : await thinReadings(now - keepDays * DAY_MS, alerts);
    const paths = await forgetPaths(now - PATHS_DAYS * DAY_MS, alertPeriods);
    return { readings, forecasts: forgotten + thinned, paths };
  };
}

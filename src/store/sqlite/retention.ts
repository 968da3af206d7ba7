import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Network } from '../../territory/network.ts';
import { STATED_DAYS } from '../../verification/judge-gauge.ts';
import type { GiveWay } from '../give-way.ts';
import { createAlertPeriods } from './alert-periods.ts';
import type { Database } from './database.ts';
import { createForgetForecasts, createThinForecasts } from './forget-forecasts.ts';
import { createForgetPaths } from './forget-paths.ts';
import { createThinReadings } from './thin-readings.ts';

/** Every forecast is kept for so long, with its whole paths: they answer for any mark and lead time, which is asked soon or, of an alert, for ever. */
const PATHS_DAYS = 2;

export interface Removed {
  readings: number;
  forecasts: number;
  paths: number;
}

/**
 * Removes what is not kept, as docs/retention.md says. `keepDays`: `null` keeps every reading. What fails in one table is told, and the others go
 * on; where it is to end, it goes on from there the next time.
 */
export function createRetention(
  db: Database,
  network: Network,
  keepDays: number | null,
  failed: (error: unknown) => void,
): (now: Instant, giveWay: GiveWay) => Promise<Removed> {
  const alertPeriods = createAlertPeriods(db);
  const thinReadings = createThinReadings(db, network);
  const forgetForecasts = createForgetForecasts(db);
  const thinForecasts = createThinForecasts(db);
  const forgetPaths = createForgetPaths(db);
  return async (now, pause) => {
    let isEnding = false;
    const giveWay: GiveWay = () =>
      pause().catch((ended: unknown) => {
        isEnding = true;
        throw ended;
      });
    const removedBy = (part: () => Promise<number>): Promise<number> =>
      part().catch((error: unknown) => {
        if (isEnding) throw error;
        failed(error);
        return 0;
      });
    const { all: alerts } = await alertPeriods(giveWay);
    const forgotten = await removedBy(() => forgetForecasts(now - STATED_DAYS * DAY_MS, alerts, giveWay));
    const thinned = await removedBy(() => thinForecasts(now - PATHS_DAYS * DAY_MS, alerts, giveWay));
    const readings =
      keepDays === null ? 0 : await removedBy(() => thinReadings(now - keepDays * DAY_MS, alerts, giveWay));
    // Read anew: what came before may have taken hours.
    const paths = await removedBy(async () =>
      forgetPaths(now - PATHS_DAYS * DAY_MS, (await alertPeriods(giveWay)).of, giveWay),
    );
    return { readings, forecasts: forgotten + thinned, paths };
  };
}

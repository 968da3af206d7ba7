import type { Instant } from '../../lib/clock.ts';
import { gapsOf, type Period } from '../../reading/retention.ts';
import type { GiveWay } from '../give-way.ts';
import type { Database } from './database.ts';
import { stepAlong } from './step-along.ts';

/**
 * Removes whole paths from before an instant, but for those made for a gauge during an alert of a commune that watches it. It
 * goes from gauge to gauge by index and gives way between them.
 */
export function createForgetPaths(
  db: Database,
): (before: Instant, alertsOf: (commune: string) => readonly Period[], giveWay: GiveWay) => Promise<number> {
  const forecasts = stepAlong(db, 'forecast_paths', ['station']);
  const watches = stepAlong(db, 'decision', ['commune', 'station']);
  const drop = db.prepare<[string, Instant, Instant]>(
    'DELETE FROM forecast_paths WHERE station = ? AND issued_at > ? AND issued_at < ?',
  );

  return async (before, alertsOf, giveWay) => {
    const alerts = new Map<string, Period[]>();
    for (const { commune, station } of watches())
      alerts.set(station, [...(alerts.get(station) ?? []), ...alertsOf(commune)]);
    let removed = 0;
    for (const { station } of forecasts()) {
      const gaps = gapsOf([...(alerts.get(station) ?? []), { from: before, to: Number.POSITIVE_INFINITY }]);
      for (const { from, to } of gaps) removed += drop.run(station, from, to).changes;
      await giveWay();
    }
    return removed;
  };
}

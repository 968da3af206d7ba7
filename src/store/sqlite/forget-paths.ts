import type { Instant } from '../../lib/clock.ts';
import { gapsOf, type Period } from '../../reading/retention.ts';
import { giveWay } from '../give-way.ts';
import type { Database } from './database.ts';

/**
 * Removes whole paths from before an instant, but for those made for a gauge during an alert of a commune that watches it. It
 * goes from gauge to gauge by index and gives way between them.
 */
export function createForgetPaths(
  db: Database,
): (before: Instant, alertsOf: (commune: string) => readonly Period[]) => Promise<number> {
  const next = db.prepare<[string], { station: string }>(
    'SELECT station FROM forecast_paths WHERE station > ? ORDER BY station LIMIT 1',
  );
  const nextWatch = db.prepare<[string, string], { commune: string; station: string }>(
    'SELECT commune, station FROM decision WHERE (commune, station) > (?, ?) ORDER BY commune, station LIMIT 1',
  );
  const drop = db.prepare<[string, Instant, Instant]>(
    'DELETE FROM forecast_paths WHERE station = ? AND issued_at > ? AND issued_at < ?',
  );

  return async (before, alertsOf) => {
    const alerts = new Map<string, Period[]>();
    for (let at = nextWatch.get('', ''); at; at = nextWatch.get(at.commune, at.station)) {
      alerts.set(at.station, [...(alerts.get(at.station) ?? []), ...alertsOf(at.commune)]);
    }
    let removed = 0;
    for (let at = next.get(''); at; at = next.get(at.station)) {
      const { station } = at;
      const gaps = gapsOf([...(alerts.get(station) ?? []), { from: before, to: Number.POSITIVE_INFINITY }]);
      for (const { from, to } of gaps) removed += drop.run(station, from, to).changes;
      await giveWay();
    }
    return removed;
  };
}

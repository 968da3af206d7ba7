import type { Instant } from '../../lib/clock.ts';
import { gapsOf, type Period } from '../../reading/retention.ts';
import { giveWay } from '../give-way.ts';
import type { Database } from './database.ts';

/**
 * Removes forecasts and decisions from before an instant, but for those made during an alert, which stay for ever. It goes
 * from gauge to gauge by index and gives way between them.
 */
export function createForgetForecasts(db: Database): (before: Instant, alerts: readonly Period[]) => Promise<number> {
  const nextForecast = db.prepare<[string], { station: string }>(
    'SELECT station FROM forecast WHERE station > ? ORDER BY station LIMIT 1',
  );
  const nextDecision = db.prepare<[string, string], { commune: string; station: string }>(
    'SELECT commune, station FROM decision WHERE (commune, station) > (?, ?) ORDER BY commune, station LIMIT 1',
  );
  const dropForecasts = db.prepare<[string, Instant, Instant]>(
    'DELETE FROM forecast WHERE station = ? AND issued_at > ? AND issued_at < ?',
  );
  const dropDecisions = db.prepare<[string, string, Instant, Instant]>(
    'DELETE FROM decision WHERE commune = ? AND station = ? AND issued_at > ? AND issued_at < ?',
  );

  return async (before, alerts) => {
    const gaps = gapsOf([...alerts, { from: before, to: Number.POSITIVE_INFINITY }]);
    const drop = db.transaction((remove: (gap: Period) => number) => gaps.reduce((sum, gap) => sum + remove(gap), 0));
    let removed = 0;
    for (let at = nextForecast.get(''); at; at = nextForecast.get(at.station)) {
      const { station } = at;
      removed += drop.immediate(({ from, to }) => dropForecasts.run(station, from, to).changes);
      await giveWay();
    }
    for (let at = nextDecision.get('', ''); at; at = nextDecision.get(at.commune, at.station)) {
      const { commune, station } = at;
      removed += drop.immediate(({ from, to }) => dropDecisions.run(commune, station, from, to).changes);
      await giveWay();
    }
    return removed;
  };
}

import { AROUND_FLOOD_MS, joinPeriods, type Period } from '../../reading/retention.ts';
import type { Database } from './database.ts';

/** Every alert, or every one of one commune, from its first event to its last, with the days around; one in force has no end yet. */
export function createAlertPeriods(db: Database): (commune?: string) => Period[] {
  const spans = db.prepare<[], { alert: string; commune: string; first: number; last: number }>(
    'SELECT alert, commune, min(at) AS first, max(at) AS last FROM alert_event WHERE alert IS NOT NULL GROUP BY alert',
  );
  const inForce = db.prepare<[], string | null>(`SELECT json_extract(state, '$.alert.id') FROM commune_state`).pluck();
  return (commune) => {
    const open = new Set(inForce.all());
    const all = spans.all().filter((each) => commune === undefined || each.commune === commune);
    return joinPeriods(
      all.map(({ alert, first, last }) => ({
        from: first - AROUND_FLOOD_MS,
        to: open.has(alert) ? Number.POSITIVE_INFINITY : last + AROUND_FLOOD_MS,
      })),
    );
  };
}

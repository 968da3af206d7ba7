import { AROUND_FLOOD_MS, joinPeriods, type Period } from '../../reading/retention.ts';
import type { GiveWay } from '../give-way.ts';
import type { Database } from './database.ts';

/** Every alert from its first event to its last, with the days around; one in force has no end yet. */
export interface AlertPeriods {
  all: readonly Period[];
  of(commune: string): readonly Period[];
}

interface Span {
  alert: string;
  commune: string;
  first: number;
  last: number;
}

/** So many alerts at a time: hundreds of communes have thousands in some years. */
const PAGE = 200;

/** Read once for all communes, giving way between. */
export function createAlertPeriods(db: Database): (giveWay: GiveWay) => Promise<AlertPeriods> {
  const spansAfter = db.prepare<[string], Span>(
    `SELECT alert, commune, min(at) AS first, max(at) AS last FROM alert_event WHERE alert > ?
     GROUP BY alert ORDER BY alert LIMIT ${PAGE}`,
  );
  const inForce = db.prepare<[], string | null>(`SELECT json_extract(state, '$.alert.id') FROM commune_state`).pluck();
  return async (giveWay) => {
    const open = new Set(inForce.all());
    const spans: Span[] = [];
    for (let page = spansAfter.all(''); page.length > 0; page = spansAfter.all(page.at(-1)!.alert)) {
      spans.push(...page);
      await giveWay();
    }
    const periodOf = ({ alert, first, last }: Span): Period => ({
      from: first - AROUND_FLOOD_MS,
      to: open.has(alert) ? Number.POSITIVE_INFINITY : last + AROUND_FLOOD_MS,
    });
    const byCommune = Map.groupBy(spans, ({ commune }) => commune);
    return {
      all: joinPeriods(spans.map(periodOf)),
      of: (commune) => joinPeriods((byCommune.get(commune) ?? []).map(periodOf)),
    };
  };
}

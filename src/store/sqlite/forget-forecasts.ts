import type { Instant } from '../../lib/clock.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import { gapsOf, type Period } from '../../reading/retention.ts';
import type { GiveWay } from '../give-way.ts';
import type { Database } from './database.ts';
import { stepAlong } from './step-along.ts';

/** Removes from before an instant, but for what was made during an alert, which stays whole for ever; how many rows went. */
type Remove = (before: Instant, alerts: readonly Period[], giveWay: GiveWay) => Promise<number>;

/**
 * All forecasts and decisions but the first decision of each gauge: since then it is judged, and a flood that came before the first alert would
 * no longer be one that was missed.
 */
export function createForgetForecasts(db: Database): Remove {
  return createRemove(db, {
    forecasts: '',
    decisions: `AND EXISTS (SELECT 1 FROM decision AS first WHERE first.commune = decision.commune
      AND first.station = decision.station AND first.issued_at < decision.issued_at)`,
  });
}

const QUARTER_MS = 15 * MINUTE_MS;

/** All but the last of each quarter of an hour: a gauge is forecast after each new reading there or above. */
export function createThinForecasts(db: Database): Remove {
  const later = (table: string, same: string): string =>
    `AND EXISTS (SELECT 1 FROM ${table} AS later WHERE ${same} AND later.issued_at > ${table}.issued_at
     AND later.issued_at < (${table}.issued_at / ${QUARTER_MS} + 1) * ${QUARTER_MS})`;
  return createRemove(db, {
    forecasts: later('forecast', 'later.station = forecast.station'),
    decisions: later('decision', 'later.commune = decision.commune AND later.station = decision.station'),
  });
}

/** It goes from gauge to gauge by index and gives way between them. */
function createRemove(db: Database, also: { forecasts: string; decisions: string }): Remove {
  const forecasts = stepAlong(db, 'forecast', ['station']);
  const decisions = stepAlong(db, 'decision', ['commune', 'station']);
  const dropForecasts = db.prepare<[string, Instant, Instant]>(
    `DELETE FROM forecast WHERE station = ? AND issued_at > ? AND issued_at < ? ${also.forecasts}`,
  );
  const dropDecisions = db.prepare<[string, string, Instant, Instant]>(
    `DELETE FROM decision WHERE commune = ? AND station = ? AND issued_at > ? AND issued_at < ? ${also.decisions}`,
  );

  return async (before, alerts, giveWay) => {
    const gaps = gapsOf([...alerts, { from: before, to: Number.POSITIVE_INFINITY }]);
    const drop = db.transaction((remove: (gap: Period) => number) => gaps.reduce((sum, gap) => sum + remove(gap), 0));
    let removed = 0;
    for (const { station } of forecasts()) {
      removed += drop.immediate(({ from, to }) => dropForecasts.run(station, from, to).changes);
      await giveWay();
    }
    for (const { commune, station } of decisions()) {
      removed += drop.immediate(({ from, to }) => dropDecisions.run(commune, station, from, to).changes);
      await giveWay();
    }
    return removed;
  };
}

import type { Instant } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { situationAt } from './features.ts';
import type { NetworkFit } from './fit-network.ts';
import type { NoForecast } from './forecast-model.ts';
import type { Gauge } from './gauge.ts';
import { issueForecast } from './issue-forecast.ts';
import type { PathEnsemble } from './path-ensemble.ts';
import type { RiverTree } from './river-tree.ts';
import { countUntil } from './series.ts';

/** The forecast of one gauge at one moment, in the live service and in a backtest alike: of what the gauges hold it sees what was observed by then. */
export function forecastGauge(
  fit: NetworkFit,
  own: Gauge,
  tree: RiverTree,
  gauges: ReadonlyMap<string, Gauge>,
  issuedAt: Instant,
): Result<PathEnsemble, NoForecast> {
  const newest = countUntil(own.own, issuedAt) - 1;
  if (newest < 0) return err({ kind: 'never-seen' });
  const observedAt = own.own.times[newest]!;
  const situation = situationAt(own, tree, gauges, issuedAt);
  if (situation === null) return err({ kind: 'not-seen', since: observedAt });
  // What was read, but for the last digits of the arithmetic.
  const stageM = Number((own.zero + own.scale * own.own.values[newest]!).toFixed(4));
  const ensemble = issueForecast(fit, { station: own.id, issuedAt, stageM, observedAt }, own, situation);
  return ensemble === null ? err({ kind: 'never-seen' }) : ok(ensemble);
}

import type { Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { PathEnsemble } from '../ensemble/path-ensemble.ts';
import type { NoForecast } from '../forecast-model.ts';
import type { NetworkFit } from '../learn/fit-network.ts';
import { situationAt } from '../observed/features.ts';
import type { Gauge } from '../observed/gauge.ts';
import { allAsWater } from '../observed/perhaps-water.ts';
import type { RiverTree } from '../observed/river-tree.ts';
import { countUntil, type Series } from '../observed/series.ts';
import { asLastMoving } from '../observed/stopped.ts';
import { issueForecast } from './issue-forecast.ts';
import { type PastForecasts, updatingShift } from './updating.ts';

/** The forecast of one gauge at one moment, in the live service and in a backtest alike: of what the gauges hold it sees what was observed by then. */
export function forecastGauge(
  fit: NetworkFit,
  gauge: Gauge,
  above: RiverTree,
  all: ReadonlyMap<string, Gauge>,
  issuedAt: Instant,
  past: PastForecasts,
): Result<PathEnsemble, NoForecast> {
  const tree = { ...above, weights: fit.tributaries.get(gauge.id) ?? above.weights };
  const { gauges, stopped } = asLastMoving(tree, all, fit.atRest, issuedAt);
  const own = gauges.get(gauge.id)!;
  const newest = countUntil(gauge.read, issuedAt) - 1;
  if (newest < 0) return err({ kind: 'never-seen' });
  const observedAt = gauge.read.times[newest]!;
  const situation = situationAt(own, tree, gauges, issuedAt);
  if (situation === null) return err({ kind: 'not-seen', since: own.own.times[countUntil(own.own, issuedAt) - 1]! });
  const stageAt = ({ values }: Series) => asRead(own.zero + own.scale * values[newest]!);
  const stageM = stageAt(gauge.read);
  const perhaps = allAsWater(tree, gauges, issuedAt);
  const ifWater = perhaps && situationAt(own, tree, perhaps.gauges, issuedAt);
  const missing = [...new Set([...situation.missing, ...stopped, ...(perhaps?.stepped ?? [])])];
  const standing = { station: own.id, issuedAt, stageM, observedAt };
  const shift = updatingShift(fit, own, tree, gauges, issuedAt, past);
  const ensemble = issueForecast(
    fit,
    standing,
    { scale: own.scale, fromM: stageAt(gauge.own) },
    { ...situation, missing },
    ifWater,
    shift,
  );
  return ensemble === null ? err({ kind: 'never-seen' }) : ok(ensemble);
}

/** Without the last digits of the arithmetic. */
function asRead(stageM: number): number {
  return Number(stageM.toFixed(4));
}

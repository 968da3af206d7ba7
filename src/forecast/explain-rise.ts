import { columnLevel, columnsOf, type Situation } from './features.ts';
import { HORIZONS_H } from './horizons.ts';
import type { Contribution } from './path-ensemble.ts';
import type { Projection } from './projection.ts';
import { standardised } from './ridge.ts';

/**
 * The step whose rise is explained: 3 h from where the paths start, far enough for the water upstream to count and near enough to
 * be known; 6 h where much of that lies behind already, as at a gauge that reports every few hours.
 */
export function explainedStep(behindH: number): number {
  return HORIZONS_H.indexOf(behindH < 2 ? 3 : 6);
}

/**
 * The expected rise taken apart by where it comes from, in metres that sum to it: the linear mean by gauges; what the analogues
 * make of it beyond that is the gauge's own. `mean` is in shares of the bankfull rise, `scale` is that rise in metres.
 */
export function explainRise(
  { ridge, hasRain, depth }: Pick<Projection, 'ridge' | 'hasRain' | 'depth'>,
  seen: Situation['seen'],
  values: Float64Array,
  scale: number,
  { step, mean }: { step: number; mean: number },
): Contribution[] {
  const upstream = new Map<string, number>();
  let rain = 0;
  values.forEach((value, column) => {
    const rise = standardised(ridge, column, value) * ridge.coefficients[(column + 1) * ridge.outputs + step]!;
    if (hasRain && column >= columnsOf(depth)) {
      rain += rise;
      return;
    }
    const level = columnLevel(column);
    if (level === 'own') return;
    const stations = seen[level]!;
    for (const each of stations) upstream.set(each, (upstream.get(each) ?? 0) + rise / stations.length);
  });
  const total = [...upstream.values()].reduce((sum, each) => sum + each, rain);
  // Where the linear mean promises more from upstream than the analogues make of it, upstream is told smaller, not the own gauge falling.
  const told = total > mean && mean > 0 ? mean / total : 1;
  return [
    { from: 'own', station: null, riseM: (mean - told * total) * scale },
    ...[...upstream].map(([station, rise]) => ({ from: 'upstream' as const, station, riseM: told * rise * scale })),
    ...(hasRain ? [{ from: 'rain' as const, station: null, riseM: told * rain * scale }] : []),
  ];
}

import type { Instant } from '../../lib/clock.ts';
import { stoppedAt } from '../../reading/quality/standstill.ts';
import type { Gauge } from './gauge.ts';
import type { RiverTree } from './river-tree.ts';
import { countUntil, sliceOf } from './series.ts';

/** Gauges of which some stopped amid a rise, as a float does that jams: each of these as it was last seen moving. */
export interface LastMoving {
  gauges: ReadonlyMap<string, Gauge>;
  stopped: readonly string[];
}

/**
 * The gauge and those above it at a moment, each that stopped amid a rise as if nothing had come since. `atRest`: those that do so by
 * habit. Nothing after that moment is looked at.
 */
export function asLastMoving(
  { above }: Pick<RiverTree, 'above'>,
  gauges: ReadonlyMap<string, Gauge>,
  atRest: ReadonlySet<string>,
  now: Instant,
): LastMoving {
  const cut = new Map<string, Gauge>();
  for (const id of new Set([...above.keys(), ...[...above.values()].flat()])) {
    const gauge = gauges.get(id);
    if (gauge === undefined || atRest.has(id)) continue;
    const stop = stoppedAt(gauge.read, countUntil(gauge.read, now), 1);
    if (stop === null) continue;
    const until = (series: Gauge['own']): Gauge['own'] =>
      sliceOf(series, Number.NEGATIVE_INFINITY, gauge.read.times[stop]!);
    cut.set(id, { ...gauge, read: until(gauge.read), own: until(gauge.own), series: until(gauge.series) });
  }
  return { gauges: cut.size === 0 ? gauges : new Map([...gauges, ...cut]), stopped: [...cut.keys()] };
}

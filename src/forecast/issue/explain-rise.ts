import type { Contribution } from '../ensemble/path-ensemble.ts';
import type { Projection } from '../model/projection.ts';
import { standardised } from '../model/ridge.ts';
import { columnLevel, columnsOf, type Situation } from '../observed/features.ts';
import { stepAt } from '../observed/horizons.ts';

/** The step whose rise is explained: 6 h from when the paths start, as far as the levels that ask for action look. */
export const EXPLAINED_STEP = stepAt(6);

/**
 * The expected rise taken apart by where it comes from, in metres that sum to it: the parts of the linear mean that go the way of the
 * paths' median, as large as that is.
 * @example linear parts .2 (own), .3 (above) and -.1 (another above), a rise of 1.2 m → .48, .72 and 0 m
 */
export function explainRise(
  { ridge, hasRain, depth }: Pick<Projection, 'ridge' | 'hasRain' | 'depth'>,
  seen: Situation['seen'],
  values: Float64Array,
  riseM: number,
): Contribution[] {
  const upstream = new Map<string, number>();
  let [own, rain] = [ridge.coefficients[EXPLAINED_STEP]!, 0];
  const rise = (value: number, column: number): number =>
    standardised(ridge, column, value) * ridge.coefficients[(column + 1) * ridge.outputs + EXPLAINED_STEP]!;
  values.forEach((value, column) => {
    const level = columnLevel(column);
    if (hasRain && column >= columnsOf(depth)) rain += rise(value, column);
    else if (level === 'own') own += rise(value, column);
    else {
      const gauges = seen[level]!;
      for (const { id, block, share } of gauges) {
        const part = rise(block[column - columnsOf(level)]!, column) * share;
        upstream.set(id, (upstream.get(id) ?? 0) + part);
      }
    }
  });
  const towards = (part: number): number => Math.max(0, Math.sign(riseM) * part);
  const total = [own, rain, ...upstream.values()].reduce((sum, part) => sum + towards(part), 0);
  // Where nothing points the way of the paths, what they do is the gauge's own.
  const told = (part: number): number => (total > 0 ? (towards(part) / total) * riseM : 0);
  return [
    { from: 'own', station: null, riseM: total > 0 ? told(own) : riseM },
    ...[...upstream].map(([station, part]) => ({ from: 'upstream' as const, station, riseM: told(part) })),
    ...(hasRain ? [{ from: 'rain' as const, station: null, riseM: told(rain) }] : []),
  ];
}

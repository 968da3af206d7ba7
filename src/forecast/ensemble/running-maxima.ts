import type { PathEnsemble } from './path-ensemble.ts';

/** The highest stage (m) of each path up to and including each step: `maxima[step][path]`. */
export function runningMaxima(ensemble: Pick<PathEnsemble, 'leadTimesH' | 'paths'>): Float64Array[] {
  const { paths } = ensemble;
  const highest = new Float64Array(paths.length).fill(Number.NEGATIVE_INFINITY);
  return ensemble.leadTimesH.map((_, step) => {
    for (let path = 0; path < paths.length; path++) highest[path] = Math.max(highest[path]!, paths[path]![step]!);
    return highest.slice();
  });
}

/**
 * A quantity known at each step, read at any lead time: straight lines between the steps; the first step's value before it,
 * the last one's after it.
 * @example atLeadTime([10, 20], [1, 2], 1.5) // 15
 */
export function atLeadTime(values: readonly number[], leadTimesH: readonly number[], leadTimeH: number): number {
  const next = leadTimesH.findIndex((each) => each >= leadTimeH);
  if (next === -1) return values.at(-1)!;
  if (next === 0 || leadTimesH[next] === leadTimeH) return values[next]!;
  const from = leadTimesH[next - 1]!;
  const share = (leadTimeH - from) / (leadTimesH[next]! - from);
  const between = values[next - 1]! + share * (values[next]! - values[next - 1]!);
  return values[next]! >= values[next - 1]! ? Math.min(values[next]!, between) : Math.max(values[next]!, between);
}

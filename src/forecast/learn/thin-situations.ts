/** More situations of one gauge than about this many teach little more, and take room. */
const ENOUGH = 28_000;

/** A past situation that may stand for others like it. */
interface Weighted {
  weight: number;
}

/**
 * Of a long record all of the wildest situations, and of the many calmer ones one in so many, which counts for them: floods are rare, and a
 * river that always moves (tide, power stations) must not hide them among its daily ups and downs.
 * @example with room for two, of wildness 1, 5, 2 and 1 and weight 1: the second, and the first with weight 3
 */
export function thinSituations<T extends Weighted>(
  situations: readonly T[],
  wildness: (situation: T) => number,
  enough = ENOUGH,
): readonly T[] {
  if (situations.length <= enough) return situations;
  const half = Math.floor(enough / 2);
  const wild = situations.map(wildness);
  const bound = wild.toSorted((a, b) => b - a)[half]!;
  const calmer = wild.filter((each) => each <= bound).length;
  const oneIn = Math.ceil(calmer / half);
  let passed = 0;
  return situations.flatMap((each, index) => {
    if (wild[index]! > bound) return each;
    return passed++ % oneIn === 0 ? { ...each, weight: oneIn * each.weight } : [];
  });
}

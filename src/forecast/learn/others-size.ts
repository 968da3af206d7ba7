import type { AnalogueOptions } from './fit-analogue-model.ts';
import type { OwnModel } from './fit-own-model.ts';

/** How large what other rivers say is. */
export interface OthersSize {
  forest: AnalogueOptions;
  /** Of each gauge of the network, and of each other, so many situations at most. */
  ofEachOwn: number;
  ofEachOther: number;
}

const FOREST: AnalogueOptions = { drawn: 3, trees: 180, mostRows: 25_000, leafSize: 5 };
/**
 * Where every gauge speaks for itself, other rivers say the rest, and stand by for a gauge upstream that falls silent: so few trees do, of
 * so few situations (measured: as good as of all, in less than a tenth of the room).
 */
const STAND_BY = { trees: 20, mostRows: 8_000, ownRows: 6_000, leastOfEach: 2_000, othersRows: 10_000 };

/** As large as what no gauge says of itself is worth; `own` and `others`: how many gauges teach it. */
export function othersSize(
  gauges: readonly string[],
  local: ReadonlyMap<string, Pick<OwnModel, 'share'>>,
  own: number,
  others: number,
): OthersSize {
  const trees = treesFor(gauges, local);
  const all = Number.POSITIVE_INFINITY;
  if (trees > STAND_BY.trees) return { forest: { ...FOREST, trees }, ofEachOwn: all, ofEachOther: all };
  return {
    forest: { ...FOREST, trees: STAND_BY.trees, mostRows: STAND_BY.mostRows },
    ofEachOwn: Math.max(STAND_BY.leastOfEach, Math.ceil(STAND_BY.ownRows / own)),
    ofEachOther: Math.ceil(STAND_BY.othersRows / others),
  };
}

/** The forest of rivers that know rain, which gives as many paths from fewer trees: it looks at few columns. `null` where others no more than stand by. */
export function rainForest(
  gauges: readonly string[],
  local: ReadonlyMap<string, Pick<OwnModel, 'share'>>,
): AnalogueOptions | null {
  const trees = treesFor(gauges, local);
  return trees > STAND_BY.trees ? { ...FOREST, drawn: 5, trees: Math.ceil((trees * FOREST.drawn) / 5) } : null;
}

function treesFor(gauges: readonly string[], local: ReadonlyMap<string, Pick<OwnModel, 'share'>>): number {
  const leastShare = Math.min(...gauges.map((id) => local.get(id)?.share ?? 0));
  return Math.ceil((1 - leastShare) * FOREST.trees);
}

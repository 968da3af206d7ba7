import { DAY_MS, MINUTE_MS } from '../../lib/units.ts';
import type { AnalogueModel } from '../model/analogue-model.ts';
import { dress } from '../model/dress.ts';
import { projectionWidth } from '../model/projection.ts';
import { highestUntil, look } from '../model/question.ts';
import { type Evidence, kindOf, kindsOf, type Relevance, sourcesOf, weighKinds } from '../model/relevance.ts';
import { rowOf } from '../model/row-of.ts';
import { leafOf, membersOf } from '../model/tree.ts';
import { HORIZONS, SPLIT_STEPS } from '../observed/horizons.ts';
import type { AnalogueSample } from './assemble-sample.ts';
import type { GrownTree } from './grow-forest.ts';

/** More situations of one gauge say little more. */
const MOST_ROWS = 1000;
/** Nor do more members of a leaf. */
const MOST_MEMBERS = 20;
/** How near a path must come, in spreads expected and in bankfull rises. */
const NEAR = { spreads: 0.3, least: 0.003 };
/** No surprise counts without bound. */
const LEAST_DENSITY = 0.02;

type Learned = Omit<AnalogueModel, 'trees' | 'drawn' | 'relevance'>;

/**
 * For each gauge of the network, whose past tells best what came of its own situations, and dressed in which way: its own, its
 * neighbours', or that of other rivers, told slower or faster. Each situation is asked of the trees that saw nothing of its week; mean and spread are those of all rows.
 */
export function learnRelevance(learned: Learned, sample: AnalogueSample, forest: readonly GrownTree[]): Relevance {
  const { gauges, gaugeOf, minutes } = sample.origins;
  const relevance = new Map<string, number[]>();
  // One gauge alone has nobody else to learn from.
  if (gauges.length < 2 && learned.dressings.length < 2) return relevance;
  for (const [gauge, rows] of Map.groupBy(gaugeOf.keys(), (row) => gauges[gaugeOf[row]!]!)) {
    if (gauge.station === null) continue;
    const real = rows.filter((row) => sample.real[row] === 1);
    const stride = Math.ceil(real.length / MOST_ROWS);
    const asked = real.filter((_, index) => index % stride === 0);
    const evidence = asked.flatMap((row) => evidenceOf(learned, sample, forest, row));
    const days = new Set(asked.map((row) => Math.floor((minutes[row]! * MINUTE_MS) / DAY_MS))).size;
    if (evidence.length > 0) relevance.set(gauge.station, weighKinds(evidence, days));
  }
  return relevance;
}

/** What the trees that saw nothing of a row's week said of the steps that trees are split by, kind by kind. */
function evidenceOf(
  learned: Learned,
  { x, rises, depths, blocks, depth, hasRain, origins: { gauges, gaugeOf } }: AnalogueSample,
  forest: readonly GrownTree[],
  row: number,
): Evidence[] {
  const { projections, tellings, weights, dressings, origins } = learned;
  const width = projectionWidth({ depth, hasRain });
  const projection = [...projections.values()].findLast((each) => each.depth <= depths[row]!);
  if (projection === undefined) return [];
  const { projected, asked } = look(projections, projection, rowOf(x, row, width));
  const came = highestUntil(rowOf(rises, row, HORIZONS));
  const { station } = gauges[gaugeOf[row]!]!;
  const sourceOf = sourcesOf(origins, station);
  const kinds = kindsOf(origins, dressings.length);
  const shares = new Float64Array(kinds);
  const densities = SPLIT_STEPS.map(() => new Float64Array(kinds));
  const path = new Float64Array(HORIZONS);
  let trees = 0;
  for (const { tree, blocks: saw } of forest) {
    if (saw.has(blocks[row]!)) continue;
    trees += 1;
    const members = membersOf(tree, leafOf(tree, asked), MOST_MEMBERS);
    let total = 0;
    for (const member of members) total += weights[member]!;
    for (const member of members) {
      const share = weights[member]! / total / dressings.length;
      const source = sourceOf(member);
      dressings.forEach((dressing, order) => {
        const kind = kindOf(source, order, dressings.length);
        dress(tellings, member, dressing, projected, path);
        const told = highestUntil(path);
        shares[kind]! += share;
        SPLIT_STEPS.forEach((step, index) => {
          const off = (told[step]! - came[step]!) / (NEAR.spreads * projected.sigma[step]! + NEAR.least);
          densities[index]![kind]! += share * (LEAST_DENSITY + Math.exp(-0.5 * off ** 2));
        });
      });
    }
  }
  if (trees === 0) return [];
  return densities.map((each) => ({ shares: [...shares].map((share) => share / trees), densities: [...each] }));
}

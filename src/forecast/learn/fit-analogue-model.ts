import type { AnalogueModel, Dressing } from '../model/analogue-model.ts';
import { widestOf } from '../model/projection.ts';
import { questionWidth } from '../model/question.ts';
import type { AnalogueSample } from './assemble-sample.ts';
import { type ForestOptions, growForest } from './grow-forest.ts';
import { learnRelevance } from './learn-relevance.ts';
import { tellAll } from './tellings.ts';

export interface AnalogueOptions extends ForestOptions {
  /** How many paths each tree gives. */
  drawn: number;
}

/** Looks at so many levels each, where enough rows saw them; `null` where none can be learned. */
export function fitAnalogueModel(
  sample: AnalogueSample,
  depths: readonly number[],
  dressings: readonly Dressing[],
  options: AnalogueOptions,
): AnalogueModel | null {
  const { rises, origins, blocks } = sample;
  const { projections, tellings, weights, asked, heights } = tellAll(sample, depths);
  if (projections.size === 0) return null;
  const forest = growForest(
    {
      count: tellings.rows.length,
      width: questionWidth(widestOf(projections)),
      x: asked,
      y: heights,
      weights: Float32Array.from(weights),
      blocks: Int32Array.from(tellings.rows, (row) => blocks[row]!),
    },
    options,
  );
  const learned = { projections, dressings, tellings, weights, rises: Float16Array.from(rises), origins };
  return {
    ...learned,
    drawn: options.drawn,
    trees: forest.map(({ tree }) => tree),
    relevance: learnRelevance(learned, sample, forest),
  };
}

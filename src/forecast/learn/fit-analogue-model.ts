import type { AnalogueModel, Dressing } from '../model/analogue-model.ts';
import { widestOf } from '../model/projection.ts';
import { questionWidth } from '../model/question.ts';
import type { Origins } from '../model/similar-events.ts';
import type { AnalogueSample } from './assemble-sample.ts';
import { type ForestOptions, growForest } from './grow-forest.ts';
import { learnRelevance } from './learn-relevance.ts';
import { tellAll } from './tellings.ts';

export interface AnalogueOptions extends ForestOptions {
  /** How many paths each tree gives. */
  drawn: number;
}

/** The model, and the question of each telling, which it does not hold. */
export interface Fitted {
  model: AnalogueModel;
  asked: Float32Array;
}

/** A projection for each of these numbers of levels that enough rows saw, and one forest over them all; `null` where there is no projection. */
export function fitAnalogueModel(
  sample: AnalogueSample,
  depths: readonly number[],
  dressings: readonly Dressing[],
  options: AnalogueOptions,
): Fitted | null {
  const { projections, tellings, rows, weights, asked, heights } = tellAll(sample, depths);
  if (projections.size === 0) return null;
  const forest = growForest(
    {
      count: rows.length,
      width: questionWidth(widestOf(projections)),
      x: asked,
      y: heights,
      weights: Float32Array.from(weights),
      blocks: Int32Array.from(rows, (row) => sample.blocks[row]!),
    },
    options,
  );
  const learned = { projections, dressings, tellings, weights, origins: originsOf(sample.origins, rows) };
  const model = {
    ...learned,
    drawn: options.drawn,
    trees: forest.map(({ tree }) => tree),
    relevance: learnRelevance(learned, sample, forest),
  };
  return { model, asked };
}

/** Where and when these rows were. Up to 256 gauges are told apart by a byte. */
function originsOf({ gaugeOf, minutes, ...sources }: Origins, rows: Uint32Array): Origins {
  const told = Uint16Array.from(rows, (row) => gaugeOf[row]!);
  return {
    ...sources,
    gaugeOf: sources.gauges.length > 256 ? told : Uint8Array.from(told),
    minutes: Int32Array.from(rows, (row) => minutes[row]!),
  };
}

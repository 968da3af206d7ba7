import type { Projection } from './projection.ts';
import type { Relevance } from './relevance.ts';
import type { Origins } from './similar-events.ts';
import type { Tree } from './tree.ts';

/** How a member becomes a path: its own future in size while that is known, else the mean path with its error, scaled or as it was. */
export type Dressing = 'future' | 'error' | 'scaled-error';

/**
 * The members of the trees: each past situation as it was seen, and once more as it would have been with fewer levels of the
 * tree, for half its weight each. So one forest answers however much of the river is seen.
 */
export interface Tellings {
  /** `HORIZONS` a telling: the spread expected then, and in spreads what came and the error of the out-of-fold mean; as `byteFloats`. */
  spreads: Uint8Array;
  rises: Uint8Array;
  errors: Uint8Array;
}

/** Plain data, of the past no more digits than count: mean and spread by levels looked at, and of every past situation what came of it. */
export interface Past {
  /** By how many levels of the tree are looked at, rising. */
  projections: ReadonlyMap<number, Projection>;
  /** The ways in which a member may become a path. */
  dressings: readonly Dressing[];
  /** How many paths each tree gives. */
  drawn: number;
  tellings: Tellings;
  /** Where and when each telling was. */
  origins: Origins;
}

/** One forest over all levels, which every gauge asks for itself. */
export interface AnalogueModel extends Past {
  trees: readonly Tree[];
  /** By telling. */
  weights: Float16Array;
  relevance: Relevance;
}

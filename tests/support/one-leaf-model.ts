import type { AnalogueModel, Dressing } from '../../src/forecast/model/analogue-model.ts';
import { inSpreads, ofSpreads } from '../../src/forecast/model/byte-floats.ts';
import type { Projection } from '../../src/forecast/model/projection.ts';
import type { Ridge } from '../../src/forecast/model/ridge.ts';
import type { Origins } from '../../src/forecast/model/similar-events.ts';
import { LEAF } from '../../src/forecast/model/tree.ts';
import { columnsOf } from '../../src/forecast/observed/features.ts';
import { HORIZONS } from '../../src/forecast/observed/horizons.ts';

/** What was once seen, the same at every step. */
interface PastMember {
  weight: number;
  rise: number;
  /** By so much more than was expected then. */
  error: number;
  spread: number;
}

interface OneLeaf {
  /** By how many levels are looked at, the mean that is expected now. */
  means: ReadonlyMap<number, number>;
  spread: number;
  /** The first of the gauge `valued`, all others of another river. */
  members: readonly PastMember[];
  drawn: number;
  dressing: Dressing;
}

/** A model that can be reckoned by hand: one tree of one leaf, and an expectation that hangs on nothing that is seen. Every column was between 0 and 1. */
export function oneLeafModel({ means, spread, members, drawn, dressing }: OneLeaf): AnalogueModel {
  const all = (of: (member: PastMember) => number) =>
    Uint8Array.from(members.flatMap((member) => Array.from({ length: HORIZONS }, () => of(member))));
  return {
    projections: new Map([...means].map(([depth, mean]) => [depth, projectionOf(depth, mean, spread)])),
    trees: [
      {
        columns: Int8Array.of(LEAF),
        thresholds: new Float32Array(0),
        rights: new Uint32Array(0),
        starts: Uint32Array.of(0),
        members: Uint32Array.from(members.keys()),
      },
    ],
    dressings: [dressing],
    drawn,
    origins: originsOf(members.length),
    weights: Float16Array.from(members, ({ weight }) => weight),
    relevance: new Map([['valued', [5, 1, 1]]]),
    tellings: {
      spreads: all((member) => ofSpreads.byteOf(member.spread)),
      rises: all(({ rise, spread: then }) => inSpreads.byteOf(rise / then)),
      errors: all(({ error, spread: then }) => inSpreads.byteOf(error / then)),
    },
  };
}

function projectionOf(depth: number, mean: number, spread: number): Projection {
  const [width, signs] = [columnsOf(depth), 8 + 5 * depth];
  return {
    depth,
    hasRain: false,
    ridge: constant(width, mean),
    spread: {
      depth,
      hasRain: false,
      lows: new Float32Array(signs).fill(-20),
      highs: new Float32Array(signs).fill(20),
      ridge: constant(signs, Math.log(spread ** 2)),
      factors: new Float64Array(HORIZONS).fill(1),
      largest: new Float64Array(HORIZONS).fill(Number.POSITIVE_INFINITY),
    },
    seen: { lows: new Float32Array(width), highs: new Float32Array(width).fill(1) },
    came: {
      lows: new Float32Array(HORIZONS).fill(Number.NEGATIVE_INFINITY),
      highs: new Float32Array(HORIZONS).fill(Number.POSITIVE_INFINITY),
    },
  };
}

function constant(columns: number, value: number): Ridge {
  const coefficients = new Float64Array((columns + 1) * HORIZONS).fill(value, 0, HORIZONS);
  return {
    width: columns,
    outputs: HORIZONS,
    means: new Float64Array(columns),
    deviations: new Float64Array(columns).fill(1),
    coefficients,
  };
}

function originsOf(count: number): Origins {
  const [valued, other] = [
    { station: 'valued', name: '', river: '' },
    { station: null, name: '', river: '' },
  ];
  return {
    gauges: [valued, other],
    gaugeOf: new Uint16Array(count).fill(1).fill(0, 0, 1),
    paces: [1],
    paceOf: new Uint8Array(count),
    minutes: new Int32Array(count),
  };
}

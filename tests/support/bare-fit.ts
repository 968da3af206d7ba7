import type { NetworkFit } from '../../src/forecast/learn/fit-network.ts';

/** A fit that learned nothing but this. */
export function bareFit(learned: Partial<NetworkFit>): NetworkFit {
  return {
    version: 'test',
    fittedAt: 0,
    scales: new Map(),
    normals: new Map(),
    levelledAt: 0,
    pooled: null,
    silent: null,
    local: new Map(),
    experience: new Map(),
    atRest: new Set(),
    tributaries: new Map(),
    reaches: [],
    ownRows: 0,
    ...learned,
  };
}

import type { Draws } from './draws.ts';

/** What is alike over a whole basin. */
export interface Ground {
  /** How long the water takes from the slopes to the gauge, hours. */
  lagH: number;
  /** Streets and roofs: this share of the rain runs off from dry ground too. */
  sealed: number;
  /** What the soil can hold, mm. */
  soilMm: number;
  /** How uneven the soil's depth is: the larger, the drier ground must be to hold all. */
  uneven: number;
  drainsInDays: number;
  /** From soil that is half full. */
  evaporationMmPerDay: number;
  /** Of what has drained, how long until it reaches the river. */
  baseflowH: number;
  /** By how much more water runs faster. */
  quickens: number;
}

export function ground({ uniform, lognormal }: Draws): Ground {
  return {
    lagH: Math.min(14, Math.max(0.4, lognormal(2.2, 0.8))),
    sealed: 0.02 + 0.45 * uniform() ** 1.5,
    soilMm: lognormal(80, 0.5),
    uneven: 1.5 + 1.5 * uniform(),
    drainsInDays: lognormal(8, 0.5),
    evaporationMmPerDay: 1 + 3 * uniform(),
    baseflowH: lognormal(40, 0.5),
    quickens: 0.35 * uniform(),
  };
}

const RESERVOIRS = 3;

/**
 * What leaves a sub-basin, mm an hour: rain on soil that is deeper here than there (Zhao 1980: of it runs off what falls where the soil is full), a cascade of three
 * reservoirs (Nash 1957) that empty the faster the fuller they are, and what seeps through.
 */
export function runoff(draws: Draws, basin: Ground, rain: Float64Array, stepH: number): Float64Array {
  const holdsH = (basin.lagH * draws.lognormal(1, 0.3)) / RESERVOIRS;
  let soil = basin.soilMm * (0.2 + 0.5 * draws.uniform());
  let below = 2;
  const cascade = new Float64Array(RESERVOIRS);
  return rain.map((mm) => {
    const quick = mm * (basin.sealed + (1 - basin.sealed) * Math.min(1, soil / basin.soilMm) ** basin.uneven);
    soil += mm - quick;
    const drained = (soil * stepH) / (24 * basin.drainsInDays);
    const evaporated = (2 * basin.evaporationMmPerDay * stepH * soil) / (24 * basin.soilMm);
    soil = Math.max(0, Math.min(basin.soilMm, soil - drained - evaporated));
    below += drained;
    const seeped = below * (1 - Math.exp(-stepH / basin.baseflowH));
    below -= seeped;
    let flow = quick;
    for (let each = 0; each < RESERVOIRS; each++) {
      cascade[each]! += flow;
      const faster = Math.min(2.5, Math.max(0.6, (0.3 + cascade[each]! / holdsH) ** basin.quickens));
      flow = cascade[each]! * (1 - Math.exp((-stepH * faster) / holdsH));
      cascade[each]! -= flow;
    }
    return (flow + seeped) / stepH;
  });
}

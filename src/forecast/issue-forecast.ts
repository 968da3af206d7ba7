import type { Instant } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';
import { type AnalogueModel, developments } from './analogue-model.ts';
import { explainedStep, explainRise } from './explain-rise.ts';
import { columnsOf, type Situation } from './features.ts';
import type { NetworkFit } from './fit-network.ts';
import { HORIZONS_H } from './horizons.ts';
import type { PathEnsemble } from './path-ensemble.ts';
import { similarEvents } from './similar-events.ts';

/** Beyond what training saw by this share of its range: outside experience. */
const BEYOND = 0.25;
const OUTSIDE_WIDER = 1.3;
const FRESH_H = 0.5;

/** Where the gauge stands: last accepted stage and when it was observed. */
export interface Standing {
  station: string;
  issuedAt: Instant;
  stageM: number;
  observedAt: Instant;
}

/** The paths at one gauge from its situation; `null` where nothing was learned that could be used. */
export function issueForecast(
  fit: NetworkFit,
  standing: Standing,
  situation: Situation,
  origin: Instant,
): PathEnsemble | null {
  const scale = fit.scales.get(standing.station)?.scale;
  const chosen = chooseModels(fit, standing.station, situation);
  const deepest = chosen[0];
  if (scale === undefined || deepest === undefined) return null;
  const outsideExperience = isOutside(deepest.model, deepest.values);
  const drawn = chosen.map(({ model, values }, index) => {
    // Of two models or more each gives half its trees, by turns.
    const trees = chosen.length > 1 ? { every: 2, first: index % 2 } : { every: 1, first: 0 };
    return { origins: model.origins, ...developments(model, values, trees) };
  });
  const rises = drawn.flatMap(({ paths }) => paths);
  const weight = 1 / rises.length;
  const ageH = Math.max(0, (origin - standing.observedAt) / HOUR_MS - FRESH_H);
  const wider = Math.sqrt(1 + ageH) * (outsideExperience ? OUTSIDE_WIDER : 1);
  const means = HORIZONS_H.map((_, step) => rises.reduce((sum, path) => sum + path[step]!, 0) / rises.length);
  const paths = rises.map((path) =>
    path.map((rise, step) => standing.stageM + scale * (means[step]! + wider * (rise - means[step]!))),
  );
  const behindH = (standing.issuedAt - origin) / HOUR_MS;
  const step = explainedStep(behindH);
  return {
    ...standing,
    ...from(paths, behindH),
    weights: rises.map(() => weight),
    degraded: situation.missing,
    outsideExperience,
    learning: !deepest.isLocal,
    explainedLeadTimeH: HORIZONS_H[step]! - behindH,
    contributions: explainRise(deepest.model, situation.seen, deepest.values, scale, { step, mean: means[step]! }),
    similarEvents: similarEvents(
      drawn.flatMap(({ origins: { gauges, gaugeOf, times }, members }) =>
        members.map((row) => ({ gauge: gauges[gaugeOf[row]!]!, at: times[row]!, weight })),
      ),
    ),
    modelVersion: fit.version,
  };
}

/** The paths as seen some hours after they start: what lies behind belongs to the first step ahead. */
function from(paths: Float64Array[], hours: number): Pick<PathEnsemble, 'leadTimesH' | 'paths'> {
  const behind = HORIZONS_H.filter((each) => each <= hours).length;
  const merged = (path: Float64Array): Float64Array => {
    const rest = path.slice(behind);
    rest[0] = Math.max(...path.subarray(0, behind + 1));
    return rest;
  };
  const leadTimesH = HORIZONS_H.slice(behind).map((each) => each - hours);
  return { leadTimesH, paths: behind === 0 ? paths : paths.map(merged) };
}

interface Chosen {
  model: AnalogueModel;
  isLocal: boolean;
  values: Float64Array;
}

/**
 * Its own model where the gauge has one and all that it looks at is seen. Else, together, those of one, of two and of as many
 * levels as are seen, the deepest first: far up few rivers speak, and one level alone sees too little. Mixed they beat each
 * (measured).
 */
function chooseModels(fit: NetworkFit, station: string, situation: Situation): Chosen[] {
  const { values, depth, rain } = situation;
  const local = fit.local.get(station);
  if (local !== undefined && sees(local, situation)) {
    const levels = values.subarray(0, columnsOf(local.depth));
    return [{ model: local, isLocal: true, values: local.hasRain ? Float64Array.of(...levels, ...rain!) : levels }];
  }
  const usable = [...fit.pooled.keys()].filter((level) => level <= depth && fit.pooled[level]).toReversed();
  const deepest = usable[0];
  if (deepest === undefined) return [];
  return usable
    .filter((level) => level === deepest || level === 1 || level === 2)
    .map((level) => ({ model: fit.pooled[level]!, isLocal: false, values: values.subarray(0, columnsOf(level)) }));
}

function sees({ depth, hasRain }: AnalogueModel, { wholeDepth, rain, isRainWhole }: Situation): boolean {
  return wholeDepth >= depth && (!hasRain || (rain !== null && isRainWhole));
}

function isOutside({ lows, highs }: AnalogueModel, values: Float64Array): boolean {
  return values.some((value, column) => {
    const margin = BEYOND * (highs[column]! - lows[column]!);
    return value < lows[column]! - margin || value > highs[column]! + margin;
  });
}

import type { Instant } from '../lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../lib/units.ts';
import type { AnalogueModel } from './analogue-model.ts';
import { developments } from './developments.ts';
import { explainedStep, explainRise } from './explain-rise.ts';
import { columnsOf, type Situation } from './features.ts';
import type { NetworkFit } from './fit-network.ts';
import type { GaugeScale } from './gauge.ts';
import { HORIZONS_H } from './horizons.ts';
import type { PathEnsemble } from './path-ensemble.ts';
import { type Projection, projectionWidth } from './projection.ts';
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
  { scale }: GaugeScale,
  situation: Situation,
  origin: Instant,
): PathEnsemble | null {
  const chosen = choose(fit, standing.station, situation);
  if (chosen === null) return null;
  const { model, values, levels } = chosen;
  const deepest = model.projections.get(levels[0]!)!;
  const looked = values.subarray(0, projectionWidth(deepest));
  const outsideExperience = isOutside(deepest, looked);
  const { paths: rises, rows } = developments(model, standing.station, values, levels);
  const { gauges, gaugeOf, minutes } = model.origins;
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
    learning: !chosen.isLocal,
    explainedLeadTimeH: HORIZONS_H[step]! - behindH,
    contributions: explainRise(deepest, situation.seen, looked, scale, { step, mean: means[step]! }),
    similarEvents: similarEvents(
      rows.map((row) => ({ gauge: gauges[gaugeOf[row]!]!, at: minutes[row]! * MINUTE_MS, weight })),
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
  /** How many levels are looked at, the deepest first. */
  levels: readonly number[];
}

/**
 * Its own model where the gauge has one and all that it looks at is seen. Else all rivers together, asked with one, with two and
 * with as many levels as are seen: far up few rivers speak, and one level alone sees too little. Mixed they beat each (measured).
 */
function choose(fit: NetworkFit, station: string, situation: Situation): Chosen | null {
  const { values, depth, rain } = situation;
  const local = fit.local.get(station);
  const own = local?.projections.values().next().value;
  if (local !== undefined && own !== undefined && sees(own, situation)) {
    const levels = values.subarray(0, columnsOf(own.depth));
    const looked = own.hasRain ? Float64Array.of(...levels, ...rain!) : levels;
    return { model: local, isLocal: true, values: looked, levels: [own.depth] };
  }
  if (fit.pooled === null) return null;
  const usable = [...fit.pooled.projections.keys()].filter((level) => level <= depth).toReversed();
  if (usable.length === 0) return null;
  const levels = usable.filter((level) => level === usable[0] || level === 1 || level === 2);
  return { model: fit.pooled, isLocal: false, values, levels };
}

function sees({ depth, hasRain }: Projection, { wholeDepth, rain, isRainWhole }: Situation): boolean {
  return wholeDepth >= depth && (!hasRain || (rain !== null && isRainWhole));
}

function isOutside({ lows, highs }: Projection, values: Float64Array): boolean {
  return values.some((value, column) => {
    const margin = BEYOND * (highs[column]! - lows[column]!);
    return value < lows[column]! - margin || value > highs[column]! + margin;
  });
}

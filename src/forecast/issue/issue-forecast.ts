import { HOUR_MS } from '../../lib/units.ts';
import type { Contribution, PathEnsemble } from '../ensemble/path-ensemble.ts';
import { weightedQuantiles } from '../ensemble/weighted-quantiles.ts';
import { isBeyond } from '../learn/experience.ts';
import type { NetworkFit } from '../learn/fit-network.ts';
import { type Projection, projectionWidth } from '../model/projection.ts';
import { similarEvents } from '../model/similar-events.ts';
import type { Situation } from '../observed/features.ts';
import { HORIZONS_H } from '../observed/horizons.ts';
import { EXPLAINED_STEP, explainRise } from './explain-rise.ts';
import { emptySteps, joined, pathsOf, type Steps } from './steps.ts';
import { choose, meanShift, tellEach } from './voices.ts';

/** Beyond what training saw by this share of its range nothing like it is known. */
const BEYOND = 0.25;
/** There, and of a gauge that is silent itself, the paths are told wider by so much. */
const UNSURE_WIDER = 1.3;

/** How paths in shares of a bankfull rise become stages. */
interface Start {
  /** The rise from usual to bankfull, metres. */
  scale: number;
  /** Where the water stands: the stage, but of a gauge that trembles. */
  fromM: number;
}

/**
 * The paths at one gauge from its situation; `null` where nothing was learned that could be used. Where it is in doubt whether a
 * gauge upstream shows water (`perhaps-water`), `ifWater` is the situation if it does: half of the paths each.
 */
export function issueForecast(
  fit: NetworkFit,
  standing: Pick<PathEnsemble, 'station' | 'issuedAt' | 'stageM' | 'observedAt'>,
  { scale, fromM }: Start,
  situation: Situation,
  ifWater: Situation | null,
  shift: number,
): PathEnsemble | null {
  const { voices, isOfSilence } = choose(fit, standing.station, ifWater === null ? [situation] : [situation, ifWater]);
  const [first] = voices[0]!;
  if (first === undefined) return null;
  const deepest = first.model.projections.get(first.levels[0]!)!;
  const looked = first.values.subarray(0, projectionWidth(deepest));
  const isNew = isOutside(deepest, looked);
  const told = voices.map((each) => tellEach(each, standing.station, shift));
  const weights = told.flatMap(({ origins }) => origins.map(() => 1 / told.length / origins.length));
  const rises = joined(told.map((each) => each.rises));
  const isUnsure = isNew || isOfSilence;
  const stages = toStages(isUnsure ? widened(rises) : rises, fromM, scale);
  const [expectedM] = weightedQuantiles(stages[EXPLAINED_STEP]!, weights, [0.5]);
  // What was learned of a silent gauge tells of what comes from now on.
  const behindH = isOfSilence ? 0 : (standing.issuedAt - situation.origin) / HOUR_MS;
  return {
    ...standing,
    ...from(stages, behindH),
    weights,
    degraded: situation.missing,
    outsideExperience: isNew || isBeyond(fit.experience.get(standing.station), situation.values),
    learning: !first.isOwn,
    explainedLeadTimeH: HORIZONS_H[EXPLAINED_STEP]! - behindH,
    contributions: fromStage(explainRise(deepest, situation.seen, looked, expectedM! - fromM), fromM - standing.stageM),
    similarEvents: similarEvents(
      told.flatMap(({ origins }) => origins).map((origin, path) => ({ ...origin, weight: weights[path]! })),
    ),
    oddsShift: meanShift(voices[0]!, shift),
    modelVersion: fit.version,
  };
}

/** What the newest value lies above or below the water is the gauge's own. */
function fromStage(contributions: readonly Contribution[], offM: number): Contribution[] {
  return contributions.map((each) => (each.from === 'own' ? { ...each, riseM: each.riseM + offM } : each));
}

/** The paths lie further from their mean. */
function widened(rises: Steps): Steps {
  return rises.map((heights) => {
    const mean = heights.reduce((sum, rise) => sum + rise, 0) / heights.length;
    return heights.map((rise) => mean + UNSURE_WIDER * (rise - mean));
  });
}

function toStages(rises: Steps, fromM: number, scale: number): Steps {
  const stages = emptySteps(rises[0]!.length);
  for (const [step, heights] of rises.entries()) {
    for (let path = 0; path < heights.length; path++) stages[step]![path] = fromM + scale * heights[path]!;
  }
  return stages;
}

/** The paths as seen some hours after they start: what lies behind belongs to the first step ahead. */
function from(stages: Steps, hours: number): Pick<PathEnsemble, 'leadTimesH' | 'paths'> {
  const behind = HORIZONS_H.filter((each) => each <= hours).length;
  const [now, ...later] = stages.slice(behind);
  const first = stages
    .slice(0, behind)
    .reduce((highest, each) => highest.map((stage, path) => Math.max(stage, each[path]!)), now!);
  const leadTimesH = HORIZONS_H.slice(behind).map((each) => each - hours);
  return { leadTimesH, paths: pathsOf([first, ...later]) };
}

function isOutside({ seen: { lows, highs } }: Projection, values: Float64Array): boolean {
  return values.some((value, column) => {
    const margin = BEYOND * (highs[column]! - lows[column]!);
    return value < lows[column]! - margin || value > highs[column]! + margin;
  });
}

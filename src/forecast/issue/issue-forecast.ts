import { HOUR_MS } from '../../lib/units.ts';
import type { Contribution, PathEnsemble } from '../ensemble/path-ensemble.ts';
import { weightedQuantiles } from '../ensemble/weighted-quantiles.ts';
import { isBeyond } from '../learn/experience.ts';
import type { NetworkFit } from '../learn/fit-network.ts';
import { type Projection, projectionWidth } from '../model/projection.ts';
import { similarEvents } from '../model/similar-events.ts';
import type { Situation } from '../observed/features.ts';
import { HORIZONS, HORIZONS_H } from '../observed/horizons.ts';
import { emptyPaths } from './empty-paths.ts';
import { EXPLAINED_STEP, explainRise } from './explain-rise.ts';
import { choose, meanShift, tellEach } from './voices.ts';

/** Beyond what training saw by this share of its range nothing like it is known: the paths are told wider. */
const BEYOND = 0.25;
const OUTSIDE_WIDER = 1.3;

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
  const voices = choose(fit, standing.station, situation);
  const [first] = voices;
  if (first === undefined) return null;
  const deepest = first.model.projections.get(first.levels[0]!)!;
  const looked = first.values.subarray(0, projectionWidth(deepest));
  const isNew = isOutside(deepest, looked);
  const plain = tellEach(voices, standing.station, shift);
  const water = ifWater === null ? [] : tellEach(choose(fit, standing.station, ifWater), standing.station, shift);
  const half = water.length === 0 ? 1 : 0.5;
  const told = [...plain, ...water];
  const rises = told.map(({ path }) => path);
  const weights = told.map((_, index) => half / (index < plain.length ? plain.length : water.length));
  const paths = toStages(isNew ? widened(rises) : rises, fromM, scale);
  const [expectedM] = weightedQuantiles(
    paths.map((path) => path[EXPLAINED_STEP]!),
    weights,
    [0.5],
  );
  const behindH = (standing.issuedAt - situation.origin) / HOUR_MS;
  return {
    ...standing,
    ...from(paths, behindH),
    weights,
    degraded: situation.missing,
    outsideExperience: isNew || isBeyond(fit.experience.get(standing.station), situation.values),
    learning: !first.isOwn,
    explainedLeadTimeH: HORIZONS_H[EXPLAINED_STEP]! - behindH,
    contributions: fromStage(explainRise(deepest, situation.seen, looked, expectedM! - fromM), fromM - standing.stageM),
    similarEvents: similarEvents(told.map(({ gauge, at }, index) => ({ gauge, at, weight: weights[index]! }))),
    oddsShift: meanShift(voices, shift),
    modelVersion: fit.version,
  };
}

/** What the newest value lies above or below the water is the gauge's own. */
function fromStage(contributions: readonly Contribution[], offM: number): Contribution[] {
  return contributions.map((each) => (each.from === 'own' ? { ...each, riseM: each.riseM + offM } : each));
}

/** Where nothing like it was seen, the paths lie further from their mean. */
function widened(rises: readonly Float64Array[]): Float64Array[] {
  const means = HORIZONS_H.map((_, step) => rises.reduce((sum, path) => sum + path[step]!, 0) / rises.length);
  return rises.map((path) => path.map((rise, step) => means[step]! + OUTSIDE_WIDER * (rise - means[step]!)));
}

function toStages(rises: readonly Float64Array[], fromM: number, scale: number): Float64Array[] {
  const stages = emptyPaths(rises.length);
  for (const [path, rise] of rises.entries()) {
    for (let step = 0; step < HORIZONS; step++) stages[path]![step] = fromM + scale * rise[step]!;
  }
  return stages;
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

function isOutside({ seen: { lows, highs } }: Projection, values: Float64Array): boolean {
  return values.some((value, column) => {
    const margin = BEYOND * (highs[column]! - lows[column]!);
    return value < lows[column]! - margin || value > highs[column]! + margin;
  });
}

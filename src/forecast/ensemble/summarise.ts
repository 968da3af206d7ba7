import { type Explanation, type ForecastSummary, keptQuantiles, type MarkChance } from '../forecast-store.ts';
import { maxQuantileCurves, stageQuantiles } from './ensemble-quantiles.ts';
import { blurredMaxima, passageCurve } from './exceedance-probability.ts';
import type { PathEnsemble } from './path-ensemble.ts';
import { atLeadTime } from './running-maxima.ts';
import { weightedQuantiles } from './weighted-quantiles.ts';

/** What is kept of an ensemble: quantiles a step, and the chance of each mark within its lead time. */
export function summarise(
  ensemble: PathEnsemble,
  marks: readonly Pick<MarkChance, 'markM' | 'leadTimeH'>[],
): ForecastSummary {
  const maxima = blurredMaxima(ensemble);
  const curves = new Map(marks.map(({ markM }) => [markM, passageCurve(ensemble, markM, maxima)]));
  return {
    station: ensemble.station,
    issuedAt: ensemble.issuedAt,
    leadTimesH: ensemble.leadTimesH,
    stageM: ensemble.stageM,
    observedAt: ensemble.observedAt,
    degraded: ensemble.degraded,
    outsideExperience: ensemble.outsideExperience,
    learning: ensemble.learning,
    modelVersion: ensemble.modelVersion,
    stageQuantilesM: stageQuantiles(ensemble, keptQuantiles).map((each) => each.map(toMillimetres)),
    chances: marks.map(({ markM, leadTimeH }) => ({
      markM,
      leadTimeH,
      probability: atLeadTime(curves.get(markM)!, ensemble.leadTimesH, leadTimeH),
    })),
    curves: [...curves].map(([markM, probabilities]) => ({ markM, probabilities: probabilities.map(toMillionths) })),
    highest: highestOf(ensemble),
    explanation: explanationOf(ensemble),
  };
}

function highestOf(ensemble: PathEnsemble): NonNullable<ForecastSummary['highest']> {
  const [p50M, p75M] = maxQuantileCurves(ensemble, [0.5, 0.75]).map((curve) => toMillimetres(curve.at(-1)!));
  return { p50M: p50M!, p75M: p75M! };
}

function explanationOf({
  leadTimesH,
  explainedLeadTimeH: leadTimeH,
  paths,
  weights,
  stageM,
  contributions,
  similarEvents,
  oddsShift,
}: PathEnsemble): Explanation {
  const step = leadTimesH.indexOf(leadTimeH);
  const rises = paths.map((path) => path[step]! - stageM);
  const [p10M, riseM, p90M] = weightedQuantiles(rises, weights, [0.1, 0.5, 0.9]);
  return {
    leadTimeH,
    riseM: riseM!,
    p10M: toMillimetres(p10M!),
    p90M: toMillimetres(p90M!),
    contributions,
    similarEvents: similarEvents.map((each) => ({ ...each, share: toMillionths(each.share) })),
    oddsShift: toMillionths(oddsShift),
  };
}

/** Kept for every step of every forecast: more digits would say nothing. */
function toMillimetres(metres: number): number {
  return Math.round(metres * 1e3) / 1e3;
}

function toMillionths(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

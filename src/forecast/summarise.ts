import { stageQuantiles } from './ensemble-quantiles.ts';
import { blurredMaxima, passageCurve } from './exceedance-probability.ts';
import { type ForecastSummary, keptQuantiles, type MarkChance } from './forecast-store.ts';
import type { PathEnsemble } from './path-ensemble.ts';
import { atLeadTime } from './running-maxima.ts';

/** What is kept of an ensemble: quantiles a step, and the chance of each mark within its lead time. */
export function summarise(
  ensemble: PathEnsemble,
  marks: readonly Pick<MarkChance, 'markM' | 'leadTimeH'>[],
): ForecastSummary {
  const maxima = blurredMaxima(ensemble);
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
    stageQuantilesM: stageQuantiles(ensemble, keptQuantiles),
    chances: marks.map(({ markM, leadTimeH }) => ({
      markM,
      leadTimeH,
      probability: atLeadTime(passageCurve(ensemble, markM, maxima), ensemble.leadTimesH, leadTimeH),
    })),
    contributions: ensemble.contributions,
  };
}

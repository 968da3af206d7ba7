import type { ForecastSummary } from '../../../forecast/forecast-store.ts';
import { HOUR_MS } from '../../../lib/units.ts';

/** One edge of the fan, or its middle, as it is drawn and told: from where the water was last seen through each step. */
export function fanLine(
  { issuedAt, observedAt, stageM, leadTimesH, stageQuantilesM }: ForecastSummary,
  quantile: number,
): { leadTimesH: readonly number[]; stagesM: readonly number[] } {
  return {
    leadTimesH: [(observedAt - issuedAt) / HOUR_MS, ...leadTimesH],
    stagesM: [stageM, ...stageQuantilesM[quantile]!],
  };
}

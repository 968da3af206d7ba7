import { createGauge, scaleOf } from '../../forecast/observed/gauge.ts';
import { truthOf } from '../../forecast/observed/observed-truth.ts';
import type { Series } from '../../forecast/observed/series.ts';
import type { Station } from '../../territory/station.ts';

/** What really came at a gauge, in metres, free of lone spikes. It looks at both sides of a moment: for judging only. */
export interface StageTruth {
  series: Series;
  intervalMs: number;
}

/** A spike is judged in shares of the bankfull rise, as it is for learning: what is one on a brook is none on a great river. */
export function stageTruthOf(station: Station, raw: Series): StageTruth {
  const { read, zero, scale } = createGauge(station, raw, scaleOf(station, raw, Number.POSITIVE_INFINITY));
  const { series, intervalMs } = truthOf(read, station.intervalMin);
  // As the gauge reads it: what stands at a mark must not lie below it by the last digit.
  const values = series.values.map((level) => Number((zero + scale * level).toFixed(4)));
  return { series: { ...series, values }, intervalMs };
}

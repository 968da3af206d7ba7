import { maxQuantileCurves } from '../../forecast/ensemble/ensemble-quantiles.ts';
import { blurredMaxima, passageCurve } from '../../forecast/ensemble/exceedance-probability.ts';
import { type PassageWindow, passageWindow } from '../../forecast/ensemble/passage-window.ts';
import type { PathEnsemble } from '../../forecast/ensemble/path-ensemble.ts';
import { atLeadTime } from '../../forecast/ensemble/running-maxima.ts';
import { keptQuantiles } from '../../forecast/forecast-store.ts';
import type { Instant } from '../../lib/clock.ts';
import type { Dataset } from './dataset.ts';
import { ownMarks } from './marks-astray.ts';
import { type ForwardEvents, type ForwardOptions, runForward } from './run-forward.ts';

export interface BacktestOptions extends ForwardOptions {
  leadTimesH: readonly number[];
  /** `null`: the dataset's own. */
  marksM: readonly number[] | null;
}

export interface BacktestRow {
  issuedAt: Instant;
  station: string;
  markM: number;
  leadTimeH: number;
  probability: number;
  /** Of the highest stage in the window, one for each of `keptQuantiles`. */
  maxM: readonly number[];
  passage: PassageWindow | null;
  stageM: number;
  degraded: readonly string[];
}

export type BacktestEvents = Omit<ForwardEvents, 'onForecast'> & {
  onRow(row: BacktestRow): void;
  /** At one issue time nothing could be said of a gauge. */
  onSilence?(station: string): void;
};

/** What the service would have said at every issue time, for every mark and lead time. */
export function runBacktest(dataset: Dataset, options: BacktestOptions, events: BacktestEvents): void {
  runForward(dataset, options, {
    ...events,
    onForecast(station, _, ensemble) {
      if (ensemble === null) return events.onSilence?.(station);
      const marks = options.marksM ?? ownMarks(dataset.stations.find(({ id }) => id === station)!);
      for (const row of rowsOf(ensemble, marks, options.leadTimesH)) events.onRow(row);
    },
  });
}

/** All that is said at one issue time, mark after mark. */
export function rowsOf(ensemble: PathEnsemble, marks: readonly number[], leadTimesH: readonly number[]): BacktestRow[] {
  const quantiles = maxQuantileCurves(ensemble, keptQuantiles);
  const byLead = leadTimesH.map((leadTimeH) =>
    quantiles.map((each) => atLeadTime(each, ensemble.leadTimesH, leadTimeH)),
  );
  const maxima = blurredMaxima(ensemble);
  return marks.flatMap((markM) => {
    const curve = passageCurve(ensemble, markM, maxima);
    return leadTimesH.map((leadTimeH, index) => ({
      issuedAt: ensemble.issuedAt,
      station: ensemble.station,
      markM,
      leadTimeH,
      probability: atLeadTime(curve, ensemble.leadTimesH, leadTimeH),
      maxM: byLead[index]!,
      passage: passageWindow(ensemble, markM, leadTimeH, curve),
      stageM: ensemble.stageM,
      degraded: ensemble.degraded,
    }));
  });
}

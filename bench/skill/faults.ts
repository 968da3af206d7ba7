import { fitNetwork } from '../../src/forecast/learn/fit-network.ts';
import { createRiverRecord, scalesUntil } from '../../src/forecast/learn/river-record.ts';
import { CARRY_MS } from '../../src/forecast/observed/features.ts';
import { type Series, sliceOf } from '../../src/forecast/observed/series.ts';
import type { Instant } from '../../src/lib/clock.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { rowsOf } from '../../src/verification/backtest/run-backtest.ts';
import { forecastAt } from '../../src/verification/backtest/run-forward.ts';
import { floodsOf } from '../../src/verification/match-events.ts';
import type { Case } from './case.ts';
import type { Context } from './context.ts';
import { faultsByName } from './faulty.ts';
import { judge, LEADS_H } from './judge.ts';
import { shown, table } from './markdown.ts';
import { momentsOf } from './moments.ts';
import type { Outcome } from './outcome.ts';
import { createStudy } from './study.ts';
import type { FaultTest } from './tests.ts';

const SHOWN_LEADS_H = [1, 3, 6];

interface FaultFigures {
  river: string;
  fault: string;
  /** Brier with the fault ÷ without it, same moments. */
  byLead: { leadTimeH: number; ratio: number }[];
  /** Cases that had a forecast without the fault and none with it. */
  unsaid: number;
  /** Stated at 90 % or more with the fault, not without it, and it did not come. */
  wronglySure: number;
  cases: number;
}

/** One case with the chance that was given without and with the fault; `null` where then nothing could be said. */
type Pair = Omit<Case, 'chances'> & { healthy: number; spoilt: number | null };

export function faults(test: FaultTest, context: Context): Outcome & { figures: { faults: FaultFigures[] } } {
  const figures = test.rivers.flatMap((river) => faultsOf(river, context));
  const markdown = `The readings of one gauge are spoilt on the way to the forecast, past the checks on readings, each fault alone. Brier score with the fault ÷ without, at the same moments of gauges with another upstream:

${table(
  [
    'river',
    'fault',
    ...SHOWN_LEADS_H.map((leadTimeH) => `${leadTimeH} h`),
    'stated ≥ .9 wrongly, by the fault',
    'no forecast',
  ],
  figures.map(({ river, fault, byLead, wronglySure, unsaid, cases }) => [
    river,
    fault,
    ...SHOWN_LEADS_H.map((leadTimeH) => shown(byLead.find((each) => each.leadTimeH === leadTimeH)?.ratio)),
    `${wronglySure}`,
    `${unsaid} of ${cases}`,
  ]),
)}`;
  return { name: test.name, markdown, figures: { faults: figures } };
}

function faultsOf(river: FaultTest['rivers'][number], context: Context): FaultFigures[] {
  const dataset = context.read(river.dataset);
  const study = createStudy(dataset, river.stations);
  const fittedAt = Date.parse(river.fitUntil);
  const scales = scalesUntil(dataset.stations, dataset.series, fittedAt);
  const record = createRiverRecord(dataset.stations, dataset.series, scales);
  const prior = river.kind === 'weeks' ? context.priorWithout(river.dataset) : [];
  const fit = fitNetwork(record, prior, fittedAt);
  const stations = study.stations.filter((id) => (record.trees.get(id)!.above.get(id) ?? []).length > 0);
  const everyMs = river.everyMin * MINUTE_MS;
  const course = { from: fittedAt, to: Number.POSITIVE_INFINITY, everyMs, quietThinning: river.quietThinning };
  const moments = momentsOf({ ...study, stations }, course);
  const healthy = judge(study, { fit }, record, moments);
  return Object.entries(faultsByName).flatMap(([fault, spoil]) => {
    const pairs = stations.flatMap((id) => {
      const station = dataset.stations.find((each) => each.id === id)!;
      const { series } = study.truths.get(id)!;
      const passages = floodsOf(series, Math.min(...study.marksOf(id))).map(({ passageAt }) => passageAt);
      const seen = spoil(
        record,
        station,
        passages.filter((at) => at > fittedAt),
      );
      if (seen(fittedAt) === record) return [];
      const mine = healthy.filter((each) => each.station === id);
      return [...Map.groupBy(mine, ({ at }) => at)].flatMap(([at, cases]): Pair[] => {
        const ensemble = forecastAt(seen(at), fit, id, at);
        const rows = ensemble === null ? [] : rowsOf(ensemble, study.marksOf(id), LEADS_H);
        return cases.flatMap(({ chances, ...each }) => {
          const row = rows.find(({ markM, leadTimeH }) => markM === each.markM && leadTimeH === each.leadTimeH);
          // It says that the water stands there, as was last seen: true some minutes ago, and no forecast.
          if (row !== undefined && row.stageM >= row.markM && stoodAbove(series, row.markM, at)) return [];
          return [{ ...each, healthy: chances['ours']!, spoilt: row?.probability ?? null }];
        });
      });
    });
    // A river without rain gauges has none that fall silent.
    return pairs.length === 0 ? [] : compare(river.dataset, fault, pairs);
  });
}

function stoodAbove(series: Series, markM: number, at: Instant): boolean {
  return sliceOf(series, at - CARRY_MS, at).values.some((each) => each >= markM);
}

function compare(river: string, fault: string, pairs: readonly Pair[]): FaultFigures {
  const said = pairs.filter(({ spoilt }) => spoilt !== null);
  const byLead = SHOWN_LEADS_H.map((leadTimeH) => {
    const own = said.filter((each) => each.leadTimeH === leadTimeH);
    const loss = (side: 'healthy' | 'spoilt'): number =>
      own.reduce((total, each) => total + each.weight * (each[side]! - each.passed) ** 2, 0);
    return { leadTimeH, ratio: loss('spoilt') / loss('healthy') };
  });
  const wronglySure = said.filter(
    ({ passed, healthy, spoilt }) => passed === 0 && spoilt! >= 0.9 && healthy < 0.9,
  ).length;
  return { river, fault, byLead, unsaid: pairs.length - said.length, wronglySure, cases: pairs.length };
}

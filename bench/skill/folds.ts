import type { PriorLesson } from '../../src/forecast/learn/prior.ts';
import { createRiverRecord, scalesUntil } from '../../src/forecast/learn/river-record.ts';
import { quantile } from '../../src/lib/median.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import type { Case } from './case.ts';
import type { Context } from './context.ts';
import { crashTable, type Kept, keptOf } from './crash.ts';
import { blocksOf, floodPeriods, hidePeriods, isWithin, type Period, yearsOf } from './hide-periods.ts';
import { judge } from './judge.ts';
import { type Moment, momentsOf } from './moments.ts';
import { type LeadScore, type Outcome, scoreByLead } from './outcome.ts';
import { scoreTables } from './score-tables.ts';
import { createStudy, type Study } from './study.ts';
import { teach } from './teach.ts';
import type { FoldTest } from './tests.ts';

export interface FoldFigures {
  test: FoldTest;
  byMark: { markM: number; byLead: LeadScore[] }[];
  crash: Kept[];
  fitCpuS: number[];
}

/** Judges the moments given by what the record without the hidden periods teaches; the references learn from that alone. */
export function judgeHidden(
  study: Study,
  hidden: readonly Period[],
  moments: readonly Moment[],
  prior: readonly PriorLesson[],
): { cases: Case[]; fitCpuS: number } {
  const { stations, series } = study.dataset;
  const left = hidePeriods(series, hidden);
  const scales = scalesUntil(stations, left, Number.POSITIVE_INFINITY);
  const end = Math.max(...[...left.values()].map(({ times }) => times.at(-1) ?? 0));
  const taught = teach(createRiverRecord(stations, left, scales), prior, end, []);
  const whole = createRiverRecord(stations, series, scales);
  return { cases: judge(study, taught, whole, moments), fitCpuS: taught.fitCpuS };
}

export function folds(test: FoldTest, context: Context): Outcome & { figures: FoldFigures } {
  const study = createStudy(context.read(test.dataset), test.stations, test.marksM);
  const everyMs = test.everyMin * MINUTE_MS;
  const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  const prior = context.priorWithout(test.dataset);
  const moments = momentsOf(study, { ...always, everyMs, quietThinning: test.quietThinning });
  const first = study.truths.get(study.stations[0]!)!.series;
  const periods = test.folds === 'years' ? yearsOf(first) : blocksOf(first, test.folds.blocks);
  const judged = periods.map((period) =>
    judgeHidden(
      study,
      [period],
      moments.filter(({ at }) => isWithin([period], at)),
      prior,
    ),
  );
  const cases = judged.flatMap((each) => each.cases);
  const byMark = [...Map.groupBy(cases, ({ markM }) => markM)].map(([markM, own]) => ({
    markM,
    byLead: scoreByLead(own, cases),
  }));
  const great = [...study.truths.values()].flatMap(({ series }) =>
    floodPeriods(series, quantile(series.values, test.crash.hiddenAboveShare)),
  );
  const judgedFloods = study.stations.flatMap((station) => {
    const { series } = study.truths.get(station)!;
    return floodPeriods(series, quantile(series.values, test.crash.hiddenAboveShare));
  });
  const without = judgeHidden(
    study,
    great,
    moments.filter(({ at }) => isWithin(judgedFloods, at)),
    prior,
  );
  const crash = keptOf(cases, without.cases, test.crash.markM);
  const figures = { test, byMark, crash, fitCpuS: [...judged, without].map((each) => each.fitCpuS) };
  const left = test.folds === 'years' ? 'each calendar year' : `each of ${test.folds.blocks} blocks`;
  const marks = byMark.map(({ markM, byLead }) => `Mark ${markM} m:\n\n${scoreTables(byLead)}`);
  const markdown = `Its own record and the prior without its group, as in the service; ${left} judged by what the others teach, a day apart; fits took ${figures.fitCpuS.map((each) => each.toFixed(0)).join(', ')} s of CPU.

${marks.join('')}${crashTable(test.crash, judgedFloods.length, crash)}`;
  return { name: test.name, markdown, figures };
}

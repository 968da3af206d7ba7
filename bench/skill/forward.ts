import type { NetworkFit } from '../../src/forecast/learn/fit-network.ts';
import { type RiverRecord, recordAsOf } from '../../src/forecast/learn/river-record.ts';
import type { Instant } from '../../src/lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { rowsOf } from '../../src/verification/backtest/run-backtest.ts';
import { fitTimes, forecastAt } from '../../src/verification/backtest/run-forward.ts';
import type { Case } from './case.ts';
import type { Context } from './context.ts';
import { judge, LEADS_H } from './judge.ts';
import { momentsOf } from './moments.ts';
import { type LeadScore, type MarkScore, type Outcome, scoreByLead } from './outcome.ts';
import { marksTable, scoreTables } from './score-tables.ts';
import { createStudy, type Study } from './study.ts';
import { teach } from './teach.ts';
import type { ForwardTest } from './tests.ts';

/** Of the floods whose passage was seen, how many had a chance of 90 % or more an hour before, within one lead time or any. */
export interface HourBefore {
  floods: number;
  stated: { leadTimeH: number; floods: number }[];
}

export interface ForwardFigures {
  test: ForwardTest;
  byLead: LeadScore[];
  /** Of the marks of one name at all gauges, those that some flood passed. */
  byMark: MarkScore[];
  hourBefore: HourBefore;
  fitCpuS: number[];
}

/** Runs forward as the service would, fitting again as the record grows, and judges what can be judged. */
export function forward(test: ForwardTest, context: Context): Outcome & { figures: ForwardFigures } {
  const dataset = context.read(test.dataset);
  const study = createStudy(dataset, test.stations, test.marksM);
  const prior = test.kind === 'weeks' ? context.priorWithout(test.dataset) : [];
  const peer = test.unrivalled ? null : context.peer(test.dataset, test.fitUntil, test.kind === 'weeks');
  const [fitUntil, everyMs] = [Date.parse(test.fitUntil), test.everyMin * MINUTE_MS];
  const to = test.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(test.to);
  const moments = momentsOf(study, { from: fitUntil, to, everyMs, quietThinning: test.quietThinning });
  const due = fitTimes(dataset, { fitUntil, to, refit: !context.quick });
  // A fit that no flood followed would cost a minute and change nothing that is seen: the one before it speaks on.
  const fits = due.filter((from, index) => {
    const until = due[index + 1] ?? to;
    return index === 0 || moments.some(({ at, weight }) => weight === 1 && at >= from && at < until);
  });
  const cases: Case[] = [];
  const hourBefore: HourBefore = { floods: 0, stated: LEADS_H.map((leadTimeH) => ({ leadTimeH, floods: 0 })) };
  const fitCpuS = fits.map((from, index) => {
    const until = fits[index + 1] ?? to;
    const record = recordAsOf(dataset, from);
    const taught = teach(record, prior, from);
    const mine = moments.filter(({ at }) => at >= from && at < until);
    for (const each of judge(study, taught, record, mine, peer)) cases.push(each);
    addHourBefore(hourBefore, study, { record, fit: taught.fit }, { from, until });
    return taught.fitCpuS;
  });
  const figures: ForwardFigures = {
    test,
    byLead: scoreByLead(cases),
    byMark: byMarkOf(study, cases),
    hourBefore,
    fitCpuS,
  };
  return { name: test.name, markdown: describe(figures), figures };
}

function byMarkOf(study: Study, cases: readonly Case[]): MarkScore[] {
  const marks = Map.groupBy(cases, ({ station, markM }) => study.nameOf(station, markM));
  const passed = [...marks].filter(([, own]) => own.some((each) => each.passed));
  return passed.map(([mark, own]) => ({ mark, byLead: scoreByLead(own, cases) }));
}

function addHourBefore(
  total: HourBefore,
  study: Study,
  { record, fit }: { record: RiverRecord; fit: NetworkFit },
  { from, until }: { from: Instant; until: Instant },
): void {
  for (const station of study.stations) {
    for (const markM of study.marksOf(station)) {
      for (const { passageAt, passageSeen } of study.floodsAt(station, markM)) {
        const at = passageAt - HOUR_MS;
        if (!passageSeen || at < from || at >= until) continue;
        total.floods += 1;
        const ensemble = forecastAt(record, fit, station, at);
        const rows = ensemble === null ? [] : rowsOf(ensemble, [markM], LEADS_H);
        for (const each of total.stated) {
          if (rows.some(({ leadTimeH, probability }) => leadTimeH === each.leadTimeH && probability >= 0.9)) {
            each.floods += 1;
          }
        }
      }
    }
  }
}

function describe({ test, byLead, byMark, hourBefore, fitCpuS }: ForwardFigures): string {
  const known = test.kind === 'weeks' ? 'and on the prior without its group' : 'its own record only';
  const stated = hourBefore.stated.map(({ leadTimeH, floods }) => `${floods} (${leadTimeH} h)`);
  return `Fitted on what was known by ${test.fitUntil}, ${known}; fits took ${fitCpuS.map((each) => each.toFixed(0)).join(', ')} s of CPU.

${scoreTables(byLead)}${marksTable(byMark)}An hour before the water, 90 % or more was stated for ${stated.join(', ')} of ${hourBefore.floods} floods at gauges and marks.
`;
}

import { MINUTE_MS } from '../../src/lib/units.ts';
import type { Context } from './context.ts';
import { judgeHidden } from './folds.ts';
import { allBut, isWithin, yearsOf } from './hide-periods.ts';
import { momentsOf } from './moments.ts';
import { type LeadScore, type Outcome, scoreByLead } from './outcome.ts';
import { scoreTables } from './score-tables.ts';
import { createStudy } from './study.ts';
import type { OneYearTest } from './tests.ts';

/** One year teaches, all others judge; the cases of all the years that taught are judged together. */
export function oneYear(
  test: OneYearTest,
  context: Context,
): Outcome & { figures: { test: OneYearTest; byLead: LeadScore[]; fitCpuS: number[] } } {
  const study = createStudy(context.read(test.dataset), test.stations, test.marksM);
  const everyMs = test.everyMin * MINUTE_MS;
  const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  const moments = momentsOf(study, { ...always, everyMs, quietThinning: test.quietThinning });
  const all = yearsOf(study.truths.get(study.stations[0]!)!.series);
  const years = all.filter(({ from }) => test.years.includes(new Date(from + 1).getUTCFullYear()));
  const judged = years.map((year) => {
    const others = allBut([year]);
    const { cases, fitCpuS } = judgeHidden(
      study,
      others,
      moments.filter(({ at }) => isWithin(others, at)),
      context.priorWithout(test.dataset),
    );
    // Told apart by the year that taught, so that alarms of one are not taken for another's.
    const taught = `taught by ${new Date(year.from + 1).getUTCFullYear()}`;
    return { cases: cases.map((each) => ({ ...each, station: `${each.station} ${taught}` })), fitCpuS };
  });
  const byLead = scoreByLead(judged.flatMap(({ cases }) => cases));
  const fitCpuS = judged.map((each) => each.fitCpuS);
  const markdown = `Its own record and the prior without its group, as in the service: ${test.years.join(', ')} each taught alone and judged in all other years; fits took ${fitCpuS.map((each) => each.toFixed(0)).join(', ')} s of CPU. Issue times, floods and alarms are counted once for each year that taught.

${scoreTables(byLead)}`;
  return { name: test.name, markdown, figures: { test, byLead, fitCpuS } };
}

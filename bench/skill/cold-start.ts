import { createRiverRecord, scalesUntil } from '../../src/forecast/learn/river-record.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import type { Context } from './context.ts';
import { judge, LEADS_H } from './judge.ts';
import { shown, table } from './markdown.ts';
import { momentsOf } from './moments.ts';
import { type LeadScore, type Outcome, scoreByLead } from './outcome.ts';
import { createStudy } from './study.ts';
import { teach } from './teach.ts';
import type { ColdStartTest } from './tests.ts';

interface ColdRiver {
  dataset: string;
  stepMin: number;
  byLead: LeadScore[];
}

/** From its first hour on: the prior without the river's group, and of the river itself no more than what each forecast is shown. */
export function coldStart(test: ColdStartTest, context: Context): Outcome & { figures: { rivers: ColdRiver[] } } {
  const rivers = test.datasets.map((name): ColdRiver => {
    const dataset = context.read(name);
    const study = createStudy(dataset);
    const intervals = dataset.stations.filter(({ id }) => study.stations.includes(id)).map((each) => each.intervalMin);
    const stepMin = Math.min(...intervals);
    const everyMs = stepMin * MINUTE_MS;
    // Before its first reading: zeros are each gauge's first reading, and no row is the river's own.
    const before =
      Math.min(...[...dataset.series.values()].map(({ times }) => times[0] ?? Number.POSITIVE_INFINITY)) - 1;
    const scales = scalesUntil(dataset.stations, dataset.series, before);
    const record = createRiverRecord(dataset.stations, dataset.series, scales);
    const taught = teach(record, context.priorWithout(name), before);
    const always = { from: before, to: Number.POSITIVE_INFINITY };
    const moments = momentsOf(study, { ...always, everyMs, quietThinning: test.quietThinning });
    return { dataset: name, stepMin, byLead: scoreByLead(judge(study, taught, record, moments)) };
  });
  const markdown = `The prior without the river's group, no reading of the river learned from, issue times at its own step. BSS against the persistence of the same rivers:

${table(
  [
    'river',
    'step min',
    'floods',
    ...LEADS_H.map((leadTimeH) => `${leadTimeH} h`),
    'slope at 3 h',
    '÷ k-NN at 3 h',
    'true where ≥ .9 at 3 h',
  ],
  rivers.map(({ dataset, stepMin, byLead }) => {
    const at = (leadTimeH: number) => byLead.find((each) => each.leadTimeH === leadTimeH)?.score;
    const three = at(3);
    return [
      dataset,
      `${stepMin}`,
      `${three?.floods ?? 0}`,
      ...LEADS_H.map((leadTimeH) => shown(at(leadTimeH)?.bss)),
      shown(three?.reliabilitySlope),
      shown(three === undefined ? null : three.brier['ours']! / three.brier['k-NN']!),
      `${shown(three?.surest.share)} of ${three?.surest.cases ?? 0}`,
    ];
  }),
)}Mean: ${LEADS_H.map((leadTimeH) => `${shown(meanBss(rivers, leadTimeH))} (${leadTimeH} h)`).join(', ')}.
`;
  return { name: test.name, markdown, figures: { rivers } };
}

function meanBss(rivers: readonly ColdRiver[], leadTimeH: number): number {
  const skills = rivers.flatMap(({ byLead }) =>
    byLead.filter((each) => each.leadTimeH === leadTimeH).map(({ score }) => score.bss),
  );
  return skills.reduce((sum, each) => sum + each, 0) / skills.length;
}

/** One recorded river, or some of its gauges and marks, and how it is judged. */
interface RiverTest {
  name: string;
  dataset: string;
  stations?: string[];
  /** Where not those of `dataset.yaml`. */
  marksM?: number[];
  everyMin: number;
  /** Of quiet issue times one in so many is judged and counts for as many. */
  quietThinning: number;
}

/** Fit on what was known by `fitUntil`, then forward through what came. */
export interface ForwardTest extends RiverTest {
  /** `weeks`: a few quiet weeks before the flood and the prior without the river's group. `years`: its own record only. */
  kind: 'weeks' | 'years';
  fitUntil: string;
  to?: string;
  /** Without gradient boosting beside it: it was agreed which rivers are held against that. */
  unrivalled?: true;
}

/** Each year or block is judged by what the rest of the record teaches; then once more with every great flood kept from it. */
export interface FoldTest extends RiverTest {
  kind: 'folds';
  folds: 'years' | { blocks: number };
  /** The mark of the crash test: above the level over which every flood is kept from the training. */
  crash: { hiddenAboveShare: number; markM: number };
}

/** One year teaches, all others judge. */
export interface OneYearTest extends RiverTest {
  kind: 'one-year';
  years: number[];
}

/** No reading of the river itself is learned from: the prior without its group, at the river's own step. */
export interface ColdStartTest {
  kind: 'cold-start';
  name: string;
  datasets: string[];
  quietThinning: number;
}

/** How long before the water an alarm at one half within 6 h comes, in shares of the travel time from the next gauge upstream. */
export interface LeadTimeTest {
  kind: 'lead-time';
  name: string;
  rivers: { dataset: string; fitUntil: string }[];
  leadTimeH: number;
  raiseAt: number;
}

/** The same forecasts with a gauge that fails. */
export interface FaultTest {
  kind: 'faults';
  name: string;
  rivers: Pick<ForwardTest, 'dataset' | 'fitUntil' | 'kind' | 'stations' | 'everyMin' | 'quietThinning'>[];
}

/** What it takes: time and memory. */
export interface CostTest {
  kind: 'cost';
  name: string;
}

export type SkillTest = ForwardTest | FoldTest | OneYearTest | ColdStartTest | LeadTimeTest | FaultTest | CostTest;

const weeks = { kind: 'weeks', everyMin: 60, quietThinning: 20 } as const;
const years = { kind: 'years', everyMin: 60, quietThinning: 20 } as const;
const herault = { dataset: 'herault', fitUntil: '2020-09-12' };
const orb = { dataset: 'orb', fitUntil: '2020-01-19' };
const aude = { dataset: 'aude', fitUntil: '2020-01-19' };
const jingwan = { dataset: 'wangsukcheon', stations: ['3-jingwan-bridge'] };

export const skillTests: SkillTest[] = [
  { ...weeks, name: 'herault', ...herault, everyMin: 30 },
  { ...weeks, name: 'wear', dataset: 'wear', fitUntil: '2022-10-26', everyMin: 30, quietThinning: 1 },
  { ...weeks, name: 'orb', ...orb },
  { ...weeks, name: 'walnut-creek', dataset: 'walnut-creek', fitUntil: '2024-07-15' },
  { ...weeks, name: 'aude', ...aude },
  { ...years, name: 'wangsukcheon', dataset: 'wangsukcheon', fitUntil: '2016-12-31' },
  { ...years, name: 'annagh', dataset: 'annagh', fitUntil: '2007-01-01' },
  { ...weeks, name: 'tioughnioga', dataset: 'tioughnioga', fitUntil: '2017-06-20', unrivalled: true },
  { ...weeks, name: 'kenduskeag', dataset: 'kenduskeag', fitUntil: '2014-08-01', unrivalled: true },
  { ...weeks, name: 'isar', dataset: 'isar', fitUntil: '2025-03-01', unrivalled: true },
  {
    ...jingwan,
    kind: 'folds',
    name: 'wangsukcheon-years',
    marksM: [0.67, 0.26],
    everyMin: 60,
    quietThinning: 20,
    folds: 'years',
    crash: { hiddenAboveShare: 0.99, markM: 0.67 },
  },
  {
    kind: 'folds',
    name: 'annagh-blocks',
    dataset: 'annagh',
    marksM: [34.14],
    everyMin: 60,
    quietThinning: 40,
    folds: { blocks: 3 },
    crash: { hiddenAboveShare: 0.99, markM: 34.14 },
  },
  {
    kind: 'one-year',
    name: 'annagh-one-year',
    dataset: 'annagh',
    marksM: [34.14],
    everyMin: 60,
    quietThinning: 80,
    years: [2000, 2003, 2006, 2009, 2012],
  },
  {
    kind: 'cold-start',
    name: 'cold-start',
    datasets: ['aude', 'orb', 'herault', 'walnut-creek', 'tioughnioga'],
    quietThinning: 100,
  },
  { kind: 'lead-time', name: 'lead-time', rivers: [aude, orb, herault], leadTimeH: 6, raiseAt: 0.5 },
  {
    kind: 'faults',
    name: 'faults',
    rivers: [
      { ...weeks, ...aude },
      { ...years, ...jingwan, fitUntil: '2016-12-31' },
    ],
  },
  { kind: 'cost', name: 'cost' },
];

/** A first look within a minute: the river whose prior is the smallest, the week of its great flood, one fit. */
export const quickTests: SkillTest[] = [{ ...weeks, name: 'orb, one week', ...orb, to: '2020-01-27' }];

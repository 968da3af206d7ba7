import { DAY_MS } from '../../src/lib/units.ts';
import { type AlarmEvents, alarmsAt, countAlarms } from './alarm-events.ts';
import type { Case } from './case.ts';
import { crps } from './crps.ts';
import { keepFinite } from './keep-finite.ts';
import { reliabilitySlope } from './reliability-slope.ts';
import { ratioInterval } from './resample-weeks.ts';
import { sum, weighted } from './weighted.ts';

export interface Score {
  cases: number;
  /** Issue times, all cases counted by their weight. */
  moments: number;
  passages: number;
  /** Behind the passages, at gauges and marks; those whose passage was seen, and judged before it. */
  floods: number;
  brier: Record<string, number>;
  /** 1 - Brier ÷ that of persistence, with the 90 % interval from resampled weeks; `null` where too few of them saw a flood. */
  bss: number;
  bssInterval: [number, number] | null;
  ratioToBoosting: number | null;
  ratioInterval: [number, number] | null;
  logScore: number;
  /** Of the highest stage in the window, metres; from five quantiles. */
  crpsM: number;
  reliabilitySlope: number | null;
  /** Of the cases stated at 90 % or more: how many, the share that came true, and in how many storms they were stated. */
  surest: { cases: number; share: number | null; storms: number };
  /** How often the highest stage came below the fan (its 5 % edge) and above it (95 %), where it is wider than `WIDE_M`: one in twenty each is right. */
  outsideFan: { below: number | null; above: number | null };
  /** Of the passages stated at one half or more: how often the water came before the window told, and after it; one in ten each is right. */
  outsideWindow: { cases: number; before: number | null; after: number | null };
  reliability: { from: number; cases: number; share: number | null }[];
  /** At the fixed threshold of one half, tuned on nothing. */
  events: AlarmEvents;
}

/** Of one river: what lies further apart is another storm. */
const STORMS_APART_MS = 3 * DAY_MS;
/** Tuned on nothing. */
const RAISE_AT = 0.5;
/** In calm water the fan is a matter of millimetres. */
const WIDE_M = 0.2;

export function score(cases: readonly Case[]): Score {
  const names = Object.keys(cases[0]!.chances);
  const brier = Object.fromEntries(names.map((name) => [name, weighted(cases, (each) => loss(each, name))]));
  const ratio = (of: string): [number, number] | null =>
    ratioInterval(
      cases,
      (each) => loss(each, 'ours'),
      (each) => loss(each, of),
    );
  const boosted = brier['boosting'];
  const interval = ratio('persistence');
  const whole = wholeOf(cases);
  const events = countAlarms([alarmsAt(RAISE_AT, cases)]);
  return {
    cases: cases.length,
    moments: sum(cases.map(({ weight }) => weight)),
    passages: sum(cases.map(({ passed, weight }) => passed * weight)),
    floods: events.hits + events.misses,
    brier,
    bss: 1 - brier['ours']! / brier['persistence']!,
    bssInterval: interval && [1 - interval[1], 1 - interval[0]],
    ratioToBoosting: boosted === undefined ? null : brier['ours']! / boosted,
    ratioInterval: boosted === undefined ? null : ratio('boosting'),
    logScore: weighted(
      cases,
      ({ passed, chances }) => -Math.log(keepFinite(passed ? chances['ours']! : 1 - chances['ours']!)),
    ),
    crpsM: weighted(whole, crps),
    reliabilitySlope: reliabilitySlope(cases),
    surest: surestOf(cases.filter(({ chances }) => chances['ours']! >= 0.9)),
    outsideFan: outsideFan(cases),
    outsideWindow: outsideWindow(cases),
    reliability: [0, 0.1, 0.3, 0.5, 0.7, 0.9].map((from, index, edges) => ({
      from,
      ...shareOf(cases.filter(({ chances }) => chances['ours']! >= from && chances['ours']! < (edges[index + 1] ?? 2))),
    })),
    events,
  };
}

/** Those whose highest stage is known. */
function wholeOf(cases: readonly Case[]) {
  return cases.flatMap((each) => (each.highestM === null ? [] : [{ ...each, highestM: each.highestM }]));
}

function loss({ passed, chances }: Case, name: string): number {
  return (chances[name]! - passed) ** 2;
}

function outsideFan(cases: readonly Case[]): Score['outsideFan'] {
  const wide = wholeOf(cases).filter(({ maxM }) => maxM.at(-1)! - maxM[0]! > WIDE_M);
  if (wide.length === 0) return { below: null, above: null };
  return {
    below: weighted(wide, ({ highestM, maxM }) => (highestM < maxM[0]! ? 1 : 0)),
    above: weighted(wide, ({ highestM, maxM }) => (highestM > maxM.at(-1)! ? 1 : 0)),
  };
}

function outsideWindow(cases: readonly Case[]): Score['outsideWindow'] {
  const told = cases.flatMap(({ window, passedAt, chances, weight }) =>
    window === null || passedAt === null || chances['ours']! < 0.5 ? [] : [{ ...window, passedAt, weight }],
  );
  const all = sum(told.map(({ weight }) => weight));
  const share = (some: typeof told): number | null => (all === 0 ? null : sum(some.map(({ weight }) => weight)) / all);
  return {
    cases: all,
    before: share(told.filter(({ p10At, passedAt }) => passedAt < p10At)),
    after: share(told.filter(({ p90At, passedAt }) => passedAt > p90At)),
  };
}

function surestOf(cases: readonly Case[]): Score['surest'] {
  const times = cases.map(({ at }) => at).sort((a, b) => a - b);
  const storms = times.filter((at, index) => index === 0 || at - times[index - 1]! > STORMS_APART_MS).length;
  return { ...shareOf(cases), storms };
}

function shareOf(cases: readonly Case[]): { cases: number; share: number | null } {
  const share = cases.length === 0 ? null : weighted(cases, ({ passed }) => passed);
  return { cases: sum(cases.map(({ weight }) => weight)), share };
}

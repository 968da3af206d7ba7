import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
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
  /** Separate up-crossings behind the passages, a day apart at a gauge. */
  floods: number;
  brier: Record<string, number>;
  /** 1 - Brier ÷ that of persistence, with the 90 % interval from resampled weeks. */
  bss: number;
  bssInterval: [number, number];
  ratioToBoosting: number | null;
  ratioInterval: [number, number] | null;
  logScore: number;
  /** Of the highest stage in the window, metres; from five quantiles. */
  crpsM: number;
  reliabilitySlope: number | null;
  /** Of the cases stated at 90 % or more: how many, and the share that came true. */
  surest: { cases: number; share: number | null };
  /** How often the highest stage came below the fan (its 5 % edge) and above it (95 %), where it is wider than `WIDE_M`: one in twenty each is right. */
  outsideFan: { below: number | null; above: number | null };
  /** Of the passages stated at one half or more: how often the water came before the window told, and after it; one in ten each is right. */
  outsideWindow: { cases: number; before: number | null; after: number | null };
  reliability: { from: number; cases: number; share: number | null }[];
  /** At the fixed threshold of one half, tuned on nothing. */
  events: { hits: number; misses: number; falseAlarms: number; medianLeadH: number | null };
}

/** In calm water the fan is a matter of millimetres. */
const WIDE_M = 0.2;

/** `everyMs`: the step of the issue times while a flood is about. */
export function score(cases: readonly Case[], everyMs: number): Score {
  const names = Object.keys(cases[0]!.chances);
  const brier = Object.fromEntries(names.map((name) => [name, weighted(cases, (each) => loss(each, name))]));
  const ratio = (of: string): [number, number] =>
    ratioInterval(
      cases,
      (each) => loss(each, 'ours'),
      (each) => loss(each, of),
    );
  const boosted = brier['boosting'];
  const [low, high] = ratio('persistence');
  return {
    cases: cases.length,
    moments: sum(cases.map(({ weight }) => weight)),
    passages: sum(cases.map(({ passed, weight }) => passed * weight)),
    floods: onsets(cases).length,
    brier,
    bss: 1 - brier['ours']! / brier['persistence']!,
    bssInterval: [1 - high, 1 - low],
    ratioToBoosting: boosted === undefined ? null : brier['ours']! / boosted,
    ratioInterval: boosted === undefined ? null : ratio('boosting'),
    logScore: weighted(
      cases,
      ({ passed, chances }) => -Math.log(keepFinite(passed ? chances['ours']! : 1 - chances['ours']!)),
    ),
    crpsM: weighted(cases, crps),
    reliabilitySlope: reliabilitySlope(cases),
    surest: shareOf(cases.filter(({ chances }) => chances['ours']! >= 0.9)),
    outsideFan: outsideFan(cases),
    outsideWindow: outsideWindow(cases),
    reliability: [0, 0.1, 0.3, 0.5, 0.7, 0.9].map((from, index, edges) => ({
      from,
      ...shareOf(cases.filter(({ chances }) => chances['ours']! >= from && chances['ours']! < (edges[index + 1] ?? 2))),
    })),
    events: episodes(cases, everyMs),
  };
}

function loss({ passed, chances }: Case, name: string): number {
  return (chances[name]! - passed) ** 2;
}

/** First passages: the last case of a run with the mark passed within its window, per gauge and mark, a day apart. */
function onsets(cases: readonly Case[]): { key: string; at: number }[] {
  const found: { key: string; at: number }[] = [];
  for (const [key, own] of byMark(cases)) {
    let last = Number.NEGATIVE_INFINITY;
    for (const each of own) {
      if (each.passed === 0) continue;
      if (each.at - last > DAY_MS) found.push({ key, at: each.at });
      last = each.at;
    }
  }
  return found;
}

/** An alarm begins at a chance of one half and ends when it stays below a quarter for 3 h. */
function episodes(cases: readonly Case[], everyMs: number): Score['events'] {
  let [hits, misses, falseAlarms] = [0, 0, 0];
  const leads: number[] = [];
  for (const own of byMark(cases).values()) {
    const runs: { from: number; to: number; hit: boolean }[] = [];
    for (const { at, chances } of own) {
      const run = runs.at(-1);
      const isOn = run !== undefined && at - run.to <= 3 * HOUR_MS;
      if (isOn && chances['ours']! >= 0.25) run.to = at;
      else if (!isOn && chances['ours']! >= 0.5) runs.push({ from: at, to: at, hit: false });
    }
    const leadMs = own[0]!.leadTimeH * HOUR_MS;
    for (const passage of passagesOf(own, everyMs)) {
      const run = runs.find((each) => each.from < passage && each.to >= passage - 3 * HOUR_MS);
      if (run === undefined) misses += 1;
      else {
        hits += 1;
        run.hit = true;
        leads.push((passage - run.from) / HOUR_MS);
      }
    }
    falseAlarms += runs.filter(
      (run) => !run.hit && !own.some((each) => each.passed && each.at >= run.from - leadMs && each.at <= run.to),
    ).length;
  }
  leads.sort((a, b) => a - b);
  return { hits, misses, falseAlarms, medianLeadH: leads[Math.floor(leads.length / 2)] ?? null };
}

/** About when the mark was passed: just after the last case before it stood above. */
function passagesOf(own: readonly Case[], everyMs: number): number[] {
  const found: number[] = [];
  own.forEach((each, index) => {
    const next = own[index + 1];
    const isLast = each.passed === 1 && (next === undefined || next.at - each.at > 1.5 * everyMs);
    if (isLast && each.at - (found.at(-1) ?? Number.NEGATIVE_INFINITY) > DAY_MS / 2) found.push(each.at + 1);
  });
  return found;
}

function byMark(cases: readonly Case[]): Map<string, Case[]> {
  return Map.groupBy(cases, ({ station, markM }) => `${station} ${markM}`);
}

function outsideFan(cases: readonly Case[]): Score['outsideFan'] {
  const wide = cases.filter(({ maxM }) => maxM.at(-1)! - maxM[0]! > WIDE_M);
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

function shareOf(cases: readonly Case[]): { cases: number; share: number | null } {
  const share = cases.length === 0 ? null : weighted(cases, ({ passed }) => passed);
  return { cases: sum(cases.map(({ weight }) => weight)), share };
}

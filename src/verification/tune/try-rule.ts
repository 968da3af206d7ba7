import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import { findRule, type Policy, type Rule } from '../../policy/policy.ts';
import { stageTruthOf } from '../backtest/stage-truth.ts';
import { policyWith } from './candidate.ts';
import {
  createGaugePast,
  type GaugePast,
  idleHours,
  type Judged,
  judgePolicy,
  type Part,
  seenYears,
  within,
} from './judge-policy.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { stormNamer, tallyStorms } from './storms.ts';
import type { TuningPast } from './tune-gauge.ts';

/** What a rule made of one flood of the past; or of a day on which nothing came. */
export type Told = { kind: 'hit'; leadTimeH: number } | { kind: 'miss' } | { kind: 'false-alarm' };

/** A flood, or a day on which one of the rules raised for nothing. */
export interface PastCase {
  at: Instant;
  /** `null` where nothing came. */
  peakM: number | null;
  /** `null` where the rule had nothing to say: no flood at its mark, and no alert. */
  inForce: Told | null;
  tried: Told | null;
}

/** A rule that somebody is about to save, beside the one in force, on the same years. Plain data. */
export interface RuleTrial extends Part {
  inForce: Outcome;
  tried: Outcome;
  /** The earliest first. */
  cases: readonly PastCase[];
}

/** What belongs to one flood lies no further apart. */
const NEAR_MS = DAY_MS;

/**
 * Replays a rule as somebody typed it, and the one in force, over all years that were forecast: no model had seen what came after. Floods of the
 * one and of the other, where their marks differ, and false alarms stand side by side.
 * @example in force .5, typed .3: of two floods the first is announced 1 h and 3 h before, the second missed and announced 2 h before
 */
export function tryRule({ hindcast, station, series, split }: TuningPast, policy: Policy, tried: Rule): RuleTrial {
  const past = createGaugePast(hindcast, station, stageTruthOf(station, series).series);
  const part = { from: hindcast.issuedAt[0] ?? split.fitUntil, to: split.until + 1 };
  const [was, is] = [findRule(policy, tried)!, tried].map((rule) => {
    const judged = within(judgePolicy(past, policyWith(policy, rule, rule), rule), part);
    return { outcome: outcomeIn(past, rule, judged, part), cases: casesOf(judged) };
  });
  return { ...part, inForce: was!.outcome, tried: is!.outcome, cases: sideBySide(was!.cases, is!.cases) };
}

function outcomeIn(past: GaugePast, { markM }: Rule, { match, episodes }: Judged, part: Part): Outcome {
  const storms = tallyStorms(match, stormNamer(past.floodsAt(markM)));
  const alerts = { count: episodes.length, idleHours: idleHours(past, markM, episodes, part) };
  return outcomeOf(storms, alerts, seenYears(past, part));
}

interface Case {
  from: Instant;
  to: Instant;
  peakM: number | null;
  told: Told;
}

function casesOf({ match }: Judged): Case[] {
  const floods = match.floods.map(({ passageAt, endAt, peakM, outcome, leadTimeH }): Case => {
    const told: Told = outcome === 'hit' ? { kind: 'hit', leadTimeH } : { kind: 'miss' };
    return { from: passageAt, to: endAt, peakM, told };
  });
  const falseAlarms = match.falseAlarms.map(({ from, to }): Case => {
    return { from, to: to!, peakM: null, told: { kind: 'false-alarm' } };
  });
  return [...floods, ...falseAlarms];
}

/**
 * Each once: what of both rules lies within a day of each other is the same flood, or the same false alarm; the nearest first. What is left over
 * may be the second crest of a flood, or the second alert of one, that lasted by the other rule.
 */
function sideBySide(inForce: readonly Case[], tried: readonly Case[]): PastCase[] {
  const pairs = tried
    .flatMap((is) => inForce.map((was) => ({ is, was, apart: apartMs(is, was) })))
    .filter(({ apart }) => apart <= NEAR_MS)
    .toSorted((a, b) => a.apart - b.apart);
  const beside = new Map<Case, Case>();
  for (const { is, was } of pairs) {
    if (beside.has(is) || beside.has(was)) continue;
    beside.set(is, was).set(was, is);
  }
  const toldAmid = (each: Case, others: readonly Case[]): Told | null =>
    others.find((other) => apartMs(each, other) === 0)?.told ?? null;
  const rows = tried.map((is): PastCase => {
    const was = beside.get(is);
    if (!was) return { at: is.from, peakM: is.peakM, inForce: toldAmid(is, inForce), tried: is.told };
    return { at: Math.min(is.from, was.from), peakM: was.peakM ?? is.peakM, inForce: was.told, tried: is.told };
  });
  const rest = inForce
    .filter((was) => !beside.has(was))
    .map((was): PastCase => ({ at: was.from, peakM: was.peakM, inForce: was.told, tried: toldAmid(was, tried) }));
  return [...rows, ...rest].toSorted((a, b) => a.at - b.at);
}

/** What lies between them; 0 where they overlap. */
function apartMs(a: Case, b: Case): number {
  return Math.max(0, a.from - b.to, b.from - a.to);
}

import type { AlertEvent } from '../../alert/alert.ts';
import type { PlayedTime } from '../../alert/played-times.ts';
import { seriesOf } from '../../forecast/observed/observed-series.ts';
import type { Series } from '../../forecast/observed/series.ts';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Journal } from '../../notification/journal.ts';
import { eventsEver } from '../../notification/words/event-history.ts';
import type { Decision } from '../../policy/decide.ts';
import type { DecisionStore } from '../../policy/decision-store.ts';
import type { Rule } from '../../policy/policy.ts';
import type { PolicyStore } from '../../policy/policy-store.ts';
import type { PredictedEffect } from '../../policy/predicted-effect.ts';
import { versionsBack } from '../../policy/versions-back.ts';
import { longWindow } from '../../reading/long-window.ts';
import { isAccepted } from '../../reading/reading.ts';
import type { ReadingStore } from '../../reading/reading-store.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Network } from '../../territory/network.ts';
import { lostTimes } from '../silences.ts';
import { cameTrue, type KnownWater, knownWater } from '../true-floods.ts';
import { answersInForce, type TruthStore } from '../truth-answer.ts';
import type { KeptFinding } from '../tune/tuning-store.ts';
import { type InForce, type ObservedEffect, observedEffect } from './observed-effect.ts';
import { budgetSpent, type DatedStatement, type PromisedAlarms, reliabilityDrift, type WatchFinding } from './watch.ts';

export interface WatchParts {
  network: Network;
  communes: ReadonlyMap<string, Pick<Commune, 'watches'>>;
  journal: Pick<Journal, 'events'>;
  decisions: Pick<DecisionStore, 'between'>;
  policies: Pick<PolicyStore, 'current' | 'history' | 'predictedEffect'>;
  readings: Pick<ReadingStore, 'window'>;
  truth: Pick<TruthStore, 'answers'>;
  /** While the installation was an exercise: what a rule did then was tried, and counts for nothing once it is operational. */
  played: readonly PlayedTime[];
}

/** How far back stated chances are compared with what came. */
const LOOKED_BACK_MS = 365 * DAY_MS;
/** So long after a rule was replaced what came of its last alarm is known. */
const DECIDED_MS = 7 * DAY_MS;

/**
 * Looks at every rule in force: do its chances still hold, and does it keep what was promised of it? What was seen and decided at a gauge is read
 * once for all of its rules. Rules of what the town's files no longer have raise nothing, and are passed over.
 */
export async function watchRules(parts: WatchParts, now: Instant, pause: () => Promise<void>): Promise<KeptFinding[]> {
  const findings: KeptFinding[] = [];
  const inForce = (parts.policies.current()?.rules ?? []).filter((rule) => isWatched(parts, rule));
  const promises = await promisesOf(parts, inForce, pause);
  const gauges = Map.groupBy(inForce, (rule) => `${rule.commune}/${rule.station}`);
  for (const rules of gauges.values()) {
    const stated = await statedBy(parts, rules, now, pause);
    const events = rules.some((rule) => promises.has(rule)) ? eventsEver(parts.journal, rules[0]!.commune) : [];
    for (const [rule, statements] of stated) {
      const promised = promises.get(rule) ?? null;
      const effect =
        promised && (await effectOf(parts, { ...promised, events }, { from: promised.from, to: now, now }, pause));
      const found: (WatchFinding | null)[] = [
        reliabilityDrift(statements),
        promised && effect && budgetSpent(effect.falseAlarms, alarmsPromised(promised.effect), effect.sinceDays),
      ];
      const { commune, station, level } = rule;
      for (const finding of found) if (finding) findings.push({ commune, station, level, at: now, finding });
    }
  }
  return findings;
}

function isWatched({ communes }: Pick<WatchParts, 'communes'>, { commune, station }: Rule): boolean {
  return communes.get(commune)?.watches.some((watch) => watch.station === station) ?? false;
}

/** What rules of one commune and gauge were told, day by day. */
async function statedBy(
  parts: WatchParts,
  rules: readonly Rule[],
  now: Instant,
  pause: () => Promise<void>,
): Promise<Map<Rule, DatedStatement[]>> {
  const { commune, station } = rules[0]!;
  const series = await observedAt(parts, station, { from: now - LOOKED_BACK_MS, now }, pause);
  const inForce = answersInForce(parts.truth.answers(commune));
  const waters = new Map(rules.map((rule) => [rule, knownWater(series, rule, inForce, now)]));
  const stated = new Map(rules.map((rule): [Rule, DatedStatement[]] => [rule, []]));
  for (let from = now - LOOKED_BACK_MS; from < now; from += DAY_MS) {
    const decisions = parts.decisions.between(commune, station, from, from + DAY_MS - 1);
    for (const [rule, statements] of stated) statements.push(...statedOn(decisions, rule, waters.get(rule)!));
    await pause();
  }
  return stated;
}

/** What a promised rule has done while it was in force, since the installation last became operational. `events`: all that its commune ever had. */
export async function effectOf(
  parts: Pick<WatchParts, 'network' | 'readings' | 'truth' | 'played'>,
  { effect, events }: { effect: PredictedEffect; events: readonly AlertEvent[] },
  { from: inForceSince, to, now }: InForce,
  pause: () => Promise<void>,
): Promise<ObservedEffect> {
  const from = parts.played.reduce((since, time) => (time.to < to ? Math.max(since, time.to) : since), inForceSince);
  const span = { from: from - DAY_MS, now: Math.min(now, to + DECIDED_MS) };
  const series = await observedAt(parts, effect.station, span, pause);
  const { intervalMin } = parts.network.stations.get(effect.station) ?? { intervalMin: 0 };
  const lost = lostTimes({ intervalMin }, series, span.from, span.now);
  const answers = parts.truth.answers(effect.commune);
  return observedEffect(effect, events, { series, lost }, answers, { from, to, now: span.now });
}

/** Of each rule that is still the same: what it was promised last, and since when. */
async function promisesOf(
  { policies }: Pick<WatchParts, 'policies'>,
  rules: readonly Rule[],
  pause: () => Promise<void>,
): Promise<Map<Rule, { effect: PredictedEffect; from: Instant }>> {
  const promises = new Map<Rule, { effect: PredictedEffect; from: Instant }>();
  let open = rules.map((rule) => ({ rule, text: JSON.stringify(rule) }));
  for await (const { version, createdAt: from, rules: then } of versionsBack(policies, pause)) {
    const same = new Set(then.map((rule) => JSON.stringify(rule)));
    const effect = policies.predictedEffect(version);
    open = open.filter(({ rule, text }) => {
      if (!same.has(text)) return false;
      if (effect === null || !isOf(rule, effect)) return true;
      promises.set(rule, { effect, from });
      return false;
    });
    if (open.length === 0) break;
  }
  return promises;
}

function isOf({ commune, station, level }: Rule, effect: PredictedEffect): boolean {
  return effect.commune === commune && effect.station === station && effect.level === level;
}

/** `null` where no year was seen to judge it on. Without a false alarm the years are those of the record, silences and all. */
function alarmsPromised({ from, to, after }: PredictedEffect): PromisedAlarms | null {
  const { falseAlarms, falseAlarmsPerYear } = after;
  if (falseAlarmsPerYear === null) return null;
  const years = falseAlarmsPerYear > 0 ? falseAlarms / falseAlarmsPerYear : (to - from) / (365.25 * DAY_MS);
  return { falseAlarms, years };
}

async function observedAt(
  { network, readings }: Pick<WatchParts, 'network' | 'readings'>,
  station: string,
  { from, now }: { from: Instant; now: Instant },
  pause: () => Promise<void>,
): Promise<Series> {
  const key = { station, quantity: network.stations.get(station)?.quantity ?? 'stage' };
  const all = await longWindow(readings, key, { from, to: now, receivedBy: now }, pause);
  return seriesOf(all.filter(isAccepted), now);
}

/** The chances that a rule was told below its mark, with what came. */
function statedOn(decisions: readonly Decision[], { level, markM }: Rule, water: KnownWater): DatedStatement[] {
  return decisions.flatMap(({ assessment: { chances, issuedAt } }) => {
    const chance = chances.find((each) => each.level === level && Math.abs(each.markM - markM) < 1e-6);
    if (chance?.probability == null) return [];
    const came = cameTrue(water, issuedAt, chance.leadTimeH);
    if (came === null) return [];
    return [{ day: Math.floor(issuedAt / DAY_MS), probability: chance.probability, cameTrue: came }];
  });
}

import { type AlertEvent, type GaugeState, newCommuneState } from '../alert/alert.ts';
import { STAGES_MS } from '../alert/gauge-memory.ts';
import { transition } from '../alert/transition.ts';
import { oldestSeen } from '../policy/assess.ts';
import type { Assessment, LevelChance, Sight } from '../policy/assessment.ts';
import { type Decision, decide } from '../policy/decide.ts';
import { type Policy, type Rule, rulesFor } from '../policy/policy.ts';
import { raisedLevels, rank, type StandingLevel } from '../territory/alert-level.ts';
import { noiseOf, type Station } from '../territory/station.ts';
import { columnOf, type Hindcast } from './backtest/hindcast.ts';
import type { QuietStretches } from './quiet-stretches.ts';

/** One policy at one gauge of one commune, to be replayed. */
export interface Replayed {
  policy: Policy;
  commune: string;
  station: Station;
}

/** A rule asks for a mark or lead time that the hindcast does not hold. */
export interface NotInHindcast {
  markM: number;
  leadTimeH: number;
}

export function missingFrom(hindcast: Hindcast, rules: readonly Rule[]): NotInHindcast | null {
  return rules.find(({ markM, leadTimeH }) => columnOf(hindcast, markM, leadTimeH) === null) ?? null;
}

/**
 * The alert events that a policy would have given through the years, by the very same `decide` and `transition` as live. Ask
 * `missingFrom` first. Stretches in which nothing can change are passed over; `everyMoment` looks at each of them all the same.
 *
 * @example the chance of the mark is .7 from 10:00 to 12:00, raiseAt .6, 1 of 1 → `raised` at 10:00
 */
export function replay(
  { policy, commune, station }: Replayed,
  hindcast: Hindcast,
  quiet: QuietStretches,
  everyMoment = false,
): readonly AlertEvent[] {
  const rules = rulesFor(policy, commune, station.id);
  const columns = rules.map(({ markM, leadTimeH }) => hindcast.chances[columnOf(hindcast, markM, leadTimeH)!]!);
  const stretches = alikeStretches(hindcast, station, rules, columns, quiet);
  const mostVotes = Math.max(...rules.map(({ n }) => n));
  const noiseM = noiseOf(station);
  const events: AlertEvent[] = [];
  let state = newCommuneState(commune);
  for (let index = 0; index < hindcast.issuedAt.length; index++) {
    const decision = decide(policy, assessmentAt(hindcast, index, { commune, station }, rules, columns));
    const after = transition(state, decision, policy, noiseM);
    state = after.state;
    for (const event of after.events) events.push(event);
    if (everyMoment) continue;
    const last = stretches.lastOf(index);
    const gauge = state.gauges[station.id]!;
    if (last === index || !isSettled(gauge.level, decision)) continue;
    // Far enough before the end of the stretch to fill again the votes that `transition` remembers.
    const next = Math.max(index + 1, beforeEnd(hindcast, index, last, mostVotes));
    const recent = stagesUntil(hindcast, station, gauge.recent, index + 1, next);
    state = { ...state, gauges: { [station.id]: { ...gauge, recent } } };
    index = next - 1;
  }
  return events;
}

/**
 * What was known at one moment, in the terms that `decide` judges. Without `zeroShift`: what ends that doubt is what people do, which no record
 * holds, and on the recorded rivers it stood a dozen times in 44 gauge-years.
 */
function assessmentAt(
  hindcast: Hindcast,
  index: number,
  { commune, station }: Omit<Replayed, 'policy'>,
  rules: readonly Rule[],
  columns: readonly Float32Array[],
): Assessment {
  const dataAt = hindcast.dataAt[index]!;
  const trembleM = hindcast.trembleM[index]!;
  const chances = rules.map(({ level, markM, leadTimeH }, each): LevelChance => {
    const probability = columns[each]![index]!;
    return { level, markM, leadTimeH, probability: Number.isNaN(probability) ? null : probability, passage: null };
  });
  return {
    commune,
    station: station.id,
    issuedAt: hindcast.issuedAt[index]!,
    dataAt: Number.isFinite(dataAt) ? dataAt : null,
    sight: sightAt(hindcast, index, station),
    ...(trembleM > 0 && { trembleM }),
    suspectPassage: null,
    chances,
    degraded: [],
    outsideExperience: false,
    modelVersion: null,
  };
}

function sightAt({ issuedAt, observedAt, stageM }: Hindcast, index: number, station: Station): Sight {
  const at = observedAt[index]!;
  if (at >= oldestSeen(station, issuedAt[index]!)) return { kind: 'seen', stageM: stageM[index]!, observedAt: at };
  return { kind: 'not-seen', since: Number.isNaN(at) ? null : at, why: 'silent' };
}

/** The stages that `transition` would remember had it looked at the moments from `from` on, before `to`. */
function stagesUntil(
  hindcast: Hindcast,
  station: Station,
  before: GaugeState['recent'],
  from: number,
  to: number,
): GaugeState['recent'] {
  if (to === from) return before;
  const { issuedAt } = hindcast;
  const oldest = issuedAt[to - 1]! - STAGES_MS;
  let first = to;
  while (first > from && issuedAt[first - 1]! >= oldest) first -= 1;
  // Those that are too old by then are forgotten at the next moment, as live.
  const recent = [...before];
  for (let index = first; index < to; index++) {
    const sight = sightAt(hindcast, index, station);
    if (sight.kind !== 'seen' || sight.observedAt === recent.at(-1)?.observedAt) continue;
    recent.push({ observedAt: sight.observedAt, stageM: sight.stageM });
  }
  return recent;
}

/**
 * Where the stretches end in which every moment stands on the same side of each number of the rules. `decide` has no memory and
 * looks at nothing else, so within one it does not change its mind.
 */
function alikeStretches(
  { issuedAt, observedAt, stageM }: Hindcast,
  station: Station,
  rules: readonly Rule[],
  columns: readonly Float32Array[],
  quiet: QuietStretches,
): { lastOf(index: number): number } {
  const calm = rules.map(({ markM, leadTimeH, lowerAt }) => quiet.until(markM, leadTimeH, lowerAt));
  const sideOf = (index: number): number => {
    let side = observedAt[index]! >= oldestSeen(station, issuedAt[index]!) ? 1 : 0;
    for (let each = 0; each < rules.length; each++) {
      const { markM, raiseAt, lowerAt } = rules[each]!;
      const chance = columns[each]![index]!;
      const band = chance >= raiseAt ? 3 : chance >= lowerAt ? 2 : chance < lowerAt ? 1 : 0;
      side = side * 8 + (stageM[index]! >= markM ? 4 : 0) + band;
    }
    return side;
  };
  let last = -1;
  return {
    lastOf(index) {
      if (last >= index) return last;
      last = index;
      const side = sideOf(index);
      for (;;) {
        let ahead = issuedAt.length;
        for (const each of calm) ahead = Math.min(ahead, each === null ? last + 1 : each[last]!);
        last = Math.max(last, ahead - 1);
        if (last + 1 >= issuedAt.length || sideOf(last + 1) !== side) return last;
        last += 1;
      }
    },
  };
}

/**
 * With the same verdicts again and again nothing can change: no level above says raise, and the level in force is not falling.
 * An alert at a gauge that is not seen is never settled: people are reminded of it.
 */
function isSettled(level: StandingLevel, { verdicts, assessment }: Decision): boolean {
  if (raisedLevels.some((each) => rank(each) > rank(level) && verdicts[each]?.kind === 'raise')) return false;
  if (level === 'normal') return true;
  const own = verdicts[level];
  return own !== undefined && own.kind !== 'lower' && assessment.sight.kind === 'seen';
}

/**
 * The first of the moments after `from` that end at `last` and fill again the votes of n observations, where there were new ones since.
 */
function beforeEnd({ dataAt }: Hindcast, from: number, last: number, n: number): number {
  let first = last;
  let observations = 1;
  const isFull = (): boolean => observations > n + 1 || dataAt[first] === dataAt[from];
  while (first > from && !isFull()) {
    first -= 1;
    if (dataAt[first] !== dataAt[first + 1]) observations += 1;
  }
  return first;
}

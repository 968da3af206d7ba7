import { type Instant, isAhead } from '../lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../lib/units.ts';
import { type Assessment, standingRead } from '../policy/assessment.ts';
import type { Decision, Reason, Verdict } from '../policy/decide.ts';
import type { Rule } from '../policy/policy.ts';
import { type RaisedLevel, raisedLevels, rank, type StandingLevel } from '../territory/alert-level.ts';
import type { CommuneState, GaugeState } from './alert.ts';
import { type Closed, closedSince } from './closed-since.ts';

/** The stage is still rising when it stands more than the gauge's own noise above where it stood an hour ago or since. */
const STILL_RISING_MS = HOUR_MS;
/** A gauge that rose and then stands still for an hour is at a crest or stuck; by this time a stuck one has been found out. */
const STUCK_OR_CREST_MS = { least: HOUR_MS, most: 6 * HOUR_MS };
/** Stages are remembered for this long. */
export const STAGES_MS = STUCK_OR_CREST_MS.most + STILL_RISING_MS;
/** Each gauge is looked at every five minutes; then comes the restart. */
const RESTART_MS = 10 * MINUTE_MS;
/** A level is lowered when the water stands so many times the gauge's noise below its mark: at the mark it would come and go. */
const CLEAR_OF_MARK = 3;

export function newGaugeState(): GaugeState {
  return {
    level: 'normal',
    votes: { prepare: [], act: [], danger: [] },
    votedOn: null,
    calmSince: { prepare: null, act: null, danger: null },
    recent: [],
    notSeen: null,
    suspectLevel: null,
  };
}

/** When it was last seen, also where that is longer ago than stages are remembered. */
export function lastSeenAt({ notSeen, recent }: Pick<GaugeState, 'notSeen' | 'recent'>): Instant | null {
  return notSeen?.since ?? recent.at(-1)?.observedAt ?? null;
}

/** Not seen since the service has begun to listen, and nobody has been told. */
export function isAwaited({ notSeen }: Pick<GaugeState, 'notSeen'>): boolean {
  return notSeen?.awaited !== undefined;
}

/**
 * Awaited until a few minutes before the service began to listen, or since, it has been listened for since it was first awaited: a restart is no outage,
 * nor are many in a row.
 */
export function listenedSince({ notSeen }: Pick<GaugeState, 'notSeen'>, startedAt: Instant, now: Instant): Instant {
  if (notSeen?.awaited === undefined || isAhead(notSeen.toldAt, now)) return startedAt;
  return notSeen.toldAt > startedAt - RESTART_MS ? notSeen.awaited : startedAt;
}

/** Takes one decision into memory: the votes, how long it has been calm, the last hour of stages. Changes no level. */
export function remember(gauge: GaugeState, decision: Decision, rules: readonly Rule[]): GaugeState {
  const { assessment, verdicts } = decision;
  // One vote for each observation: a second look at the same one takes the place of the first.
  const again = assessment.dataAt === gauge.votedOn;
  const votes = { ...gauge.votes };
  // Votes from before a maintenance say nothing of the river after it.
  if (assessment.sight.kind === 'not-seen' && assessment.sight.why === 'maintenance') {
    for (const { level } of rules) votes[level] = [];
  }
  const calmSince = { ...gauge.calmSince };
  for (const { level, n } of rules) {
    const verdict = verdicts[level];
    const earlier = again ? votes[level].slice(0, -1) : votes[level];
    if (assessment.dataAt !== null) votes[level] = [...earlier, verdict?.kind === 'raise'].slice(-n);
    if (verdict && (isHeldByRead(verdict, assessment) || verdict.reason.because === 'zero-shift')) continue;
    calmSince[level] = verdict?.kind === 'lower' ? calmFrom(calmSince[level], assessment.issuedAt) : null;
  }
  return {
    ...gauge,
    votes,
    calmSince,
    votedOn: assessment.dataAt ?? gauge.votedOn,
    recent: withStage(gauge.recent, assessment),
  };
}

/** Calm but for what a person has read since: not lowered now, and no less calm for it. Else who reads often would keep the alert. */
function isHeldByRead({ reason }: Verdict, assessment: Assessment): boolean {
  if (reason.because !== 'chance-between' || reason.probability >= reason.lowerAt) return false;
  return assessment.sight.kind === 'seen' && standingRead(assessment) !== null;
}

/** Where it was noted by a clock that has been set back since, the dwell time begins anew. */
function calmFrom(since: Instant | null, now: Instant): Instant {
  return since === null || isAhead(since, now) ? now : since;
}

/** How long it has been calm nobody knows: what the clock was set on by, or the machine stood still for, was not looked at. */
export function calmAnew(state: CommuneState, station: string): CommuneState {
  const gauge = state.gauges[station];
  if (!gauge) return state;
  const calmSince = { prepare: null, act: null, danger: null };
  return { ...state, gauges: { ...state.gauges, [station]: { ...gauge, calmSince } } };
}

/** The stages of the last hours with what is seen now. */
function withStage(
  recent: GaugeState['recent'],
  { sight, issuedAt }: Pick<Assessment, 'sight' | 'issuedAt'>,
): GaugeState['recent'] {
  const oldest = issuedAt - STAGES_MS;
  const aged = recent[0] && recent[0].observedAt < oldest ? recent.filter((each) => each.observedAt >= oldest) : recent;
  if (sight.kind !== 'seen') return aged;
  // Seen by a clock that has been set back since: kept, it would be the last hour until that time has come, and nothing lowered.
  const last = aged.at(-1);
  const kept =
    last && isAhead(last.observedAt, issuedAt) ? aged.filter((each) => !isAhead(each.observedAt, issuedAt)) : aged;
  if (kept.at(-1)?.observedAt === sight.observedAt) return kept;
  return [...kept, { observedAt: sight.observedAt, stageM: sight.stageM }];
}

/**
 * A sensor that sticks in a rise looks like a crest at first: until one can tell, its standing still is no reason to lower.
 * @example 1.00 → 1.50 within the hour, then 1.50 for two hours → true; for six hours → false; 1.40 → false
 */
function stuckOrCrest(recent: GaugeState['recent'], noiseM: number): boolean {
  const newest = recent.at(-1);
  if (!newest) return false;
  const first = recent.findLastIndex(({ stageM }) => Math.abs(stageM - newest.stageM) > noiseM / 2) + 1;
  const stoodMs = newest.observedAt - recent[first]!.observedAt;
  if (stoodMs < STUCK_OR_CREST_MS.least || stoodMs >= STUCK_OR_CREST_MS.most) return false;
  return stillRising(recent.slice(0, first + 1), noiseM);
}

/** @example stages 1.00 → 1.10 within the hour with noise 0.02 → true; 1.10 → 1.00 → false */
function stillRising(recent: GaugeState['recent'], noiseM: number): boolean {
  const newest = recent.at(-1);
  if (!newest) return false;
  const lastHour = recent.filter((each) => each.observedAt >= newest.observedAt - STILL_RISING_MS);
  return newest.stageM - Math.min(...lastHour.map((each) => each.stageM)) > noiseM;
}

/**
 * The highest level to raise to now: by an observed passage at once, by chance on k of n votes. What a person read before the last alert was
 * closed by hand raises no other, see `closedSince`.
 */
export function raisesTo(
  gauge: GaugeState,
  decision: Decision,
  rules: readonly Rule[],
  state: Closed,
): RaisedLevel | null {
  for (const level of raisedLevels.toReversed()) {
    const rule = rules.find((each) => each.level === level);
    const verdict = decision.verdicts[level];
    if (!rule || verdict?.kind !== 'raise') continue;
    if (isReadBefore(verdict.reason, decision.assessment, state)) continue;
    if (verdict.reason.because === 'observed-passage') return level;
    if (gauge.votes[level].filter(Boolean).length >= rule.k) return level;
  }
  return null;
}

function isReadBefore(reason: Reason, { read, issuedAt }: Assessment, state: Closed): boolean {
  if (reason.because !== 'observed-passage' || !reason.byPerson) return false;
  const { observedAt } = reason;
  return closedSince({ observedAt, receivedAt: read?.receivedAt ?? observedAt }, state, issuedAt);
}

/**
 * The level that the gauge falls to: each level on the way down must have been calm for its dwell time, the water be clear of
 * its mark, the river seen by a gauge that has its zero, and the stage no longer rising nor standing still after a rise.
 */
export function fallsTo(gauge: GaugeState, decision: Decision, rules: readonly Rule[], noiseM: number): StandingLevel {
  const { sight, issuedAt, zeroShift } = decision.assessment;
  if (gauge.level === 'normal') return 'normal';
  if (sight.kind !== 'seen' || zeroShift || standingRead(decision.assessment)) return gauge.level;
  if (stillRising(gauge.recent, noiseM) || stuckOrCrest(gauge.recent, noiseM)) return gauge.level;
  for (const level of raisedLevels.toReversed()) {
    if (rank(level) > rank(gauge.level)) continue;
    const rule = rules.find((each) => each.level === level);
    const since = gauge.calmSince[level];
    if (!rule) continue;
    if (since === null || issuedAt - since < rule.minDwellMin * MINUTE_MS) return level;
    if (sight.stageM > rule.markM - CLEAR_OF_MARK * noiseM) return level;
  }
  return 'normal';
}

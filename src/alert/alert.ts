import type { PassageWindow } from '../forecast/ensemble/passage-window.ts';
import type { Instant } from '../lib/clock.ts';
import type { Reason } from '../policy/decide.ts';
import type { ZeroShift } from '../reading/quality/zero-shift.ts';
import { type AlertLevel, type RaisedLevel, rank, type StandingLevel } from '../territory/alert-level.ts';
import type { SuppressionKind } from './suppress.ts';

/** One episode: one a flood and commune. */
export interface Alert {
  id: string;
  raisedAt: Instant;
  level: RaisedLevel;
  highest: RaisedLevel;
  /** Who has acknowledged which level. */
  acknowledgements: readonly Acknowledgement[];
  telling: Telling;
}

/** A named person has seen the level and takes care of it. */
export interface Acknowledgement {
  level: RaisedLevel;
  person: string;
  at: Instant;
}

/** What residents have been told, and what waits for a person. */
export interface Telling {
  told: StandingLevel;
  pending: PendingRelease | null;
  /** The highest level that a person decided not to tell. */
  heldBack: RaisedLevel | null;
  /** What they knew before the last release: it holds again where that is taken back. Gone once the level falls. */
  before?: StandingLevel;
}

export interface PendingRelease {
  level: RaisedLevel;
  since: Instant;
  /** When the policy tells residents by itself; `null`: never without a person. */
  dueAt: Instant | null;
  /** Who signed that, and in which policy version; `null` where only a person tells. */
  signed: { by: string; version: number } | null;
  /** Of the level that stands, and there where there are any: the levels below it that the policy tells by itself, lowest first. */
  lower?: readonly PendingRelease[];
}

/** What is remembered of one gauge of one commune between two moments. */
export interface GaugeState {
  level: StandingLevel;
  /** Raise votes by chance, newest last, at most n of the rule. */
  votes: Readonly<Record<RaisedLevel, readonly boolean[]>>;
  /** The observation that the last vote rested on. */
  votedOn: Instant | null;
  /** Since when every assessment has said `lower`; `null` while the last did not. */
  calmSince: Readonly<Record<RaisedLevel, Instant | null>>;
  /** Accepted stages of the last hours, oldest first. */
  recent: readonly { observedAt: Instant; stageM: number }[];
  /** `null` while seen. `since` is the last accepted observation; `awaited`: nobody has been told yet, see `Sight`. */
  notSeen: { since: Instant | null; why: NotSeenWhy; lostAt: Instant; toldAt: Instant; awaited?: Instant } | null;
  /** The last suspect passage that was reported, so that it is reported once. */
  suspectLevel: RaisedLevel | null;
  /** A step down that was told, for as long as nobody has answered for it: the gauge may have another zero. A version that does not keep it tells it again. */
  zeroShift?: ZeroShift;
}

/** By itself, or because a person has said so. */
export type NotSeenWhy = 'silent' | 'suspect' | 'unreadable' | SuppressionKind;

/** All memory of one commune. Plain data: stored as it is after every transition, read back at start. */
export interface CommuneState {
  commune: string;
  gauges: Readonly<Record<string, GaugeState>>;
  alert: Alert | null;
  /** The alert that a person closed last, as it stood: closing by mistake is undone. Gone with the next alert. */
  closedByHand?: ClosedByHand;
  /** When a person closed one last, whatever has ended by itself since: what was read before raises none, see `closedSince`. */
  closedAt?: Instant;
  /** The latest time at which an alert was raised, also where it is over. A version that does not keep it knows of none. */
  lastRaisedAt?: Instant;
  /** How many events there have been: the number in the next event's id. */
  events: number;
}

export interface ClosedByHand {
  alert: Alert;
  levels: Readonly<Record<string, StandingLevel>>;
  at: Instant;
}

export const alertEventKinds = [
  'raised',
  'escalated',
  'lowered',
  'closed',
  'sight-lost',
  'still-not-seen',
  'sight-regained',
  'suspect-passage',
  'zero-shift',
  'suppressed',
  'acknowledged',
  'handed-back',
  'passed-on',
  'undecided',
  'released',
  'held-back',
  'corrected',
  'reopened',
] as const;
export type AlertEventKind = (typeof alertEventKinds)[number];

/** The level goes up by it. */
export function isRaise(kind: AlertEventKind): boolean {
  return kind === 'raised' || kind === 'escalated';
}

/** `simulated-alert`: one of an installation that is itself an exercise or a demonstration. `clock-set`: it was started by a clock that was ahead. */
export type ExerciseEnd = 'over' | 'real-alert' | 'simulated-alert' | 'person' | 'clock-set';

/** Why an event happened: a verdict's reason, or a person, or the signed policy, or the gauge itself. */
export type EventReason =
  | Reason
  | { because: 'person'; person: string }
  /** `released` had been told by mistake; `told` is what residents know from now on. */
  | { because: 'told-by-mistake'; person: string; released: RaisedLevel; told: StandingLevel }
  | { because: 'closed-by-mistake'; person: string; told: StandingLevel }
  /** `told`: the level that residents are told, where that is one below the level that stands. */
  | { because: 'policy-timeout'; signedBy: string; signedIn: number; afterMin: number; told?: RaisedLevel }
  /** `first`: nothing that can be relied on was ever read there before. */
  | { because: 'seen-again'; stageM: number; observedAt: Instant; first?: true }
  | { because: 'suspect'; stageM: number; observedAt: Instant; tests: readonly string[] }
  | { because: 'suspect-only'; since: Instant | null }
  /** The service cannot read what it measures: a fault of its disk or database, not of the gauge. */
  | { because: 'unreadable'; since: Instant | null }
  /**
   * Those in `asked` have not answered since: those in `told` are asked now; `again`: all of them once more. `unreached`: those of `asked` to
   * whom no message has come or will come for now; not there in events of before it was kept.
   */
  | {
      because: 'no-answer';
      since: Instant;
      asked: readonly string[];
      told: readonly string[];
      again: boolean;
      unreached?: readonly string[];
    }
  /** Somebody takes care of it, and nobody has decided since whether residents are told. */
  | { because: 'no-decision'; since: Instant }
  /** The gauge is under maintenance, or its silence is known. */
  | { because: 'suppressed'; how: SuppressionKind; until: Instant; person: string }
  /** Played as planned by that person. */
  | { because: 'exercise'; person: string; purpose: string }
  /** `inForce`: the level of the real alert that ended it, and what residents had been told of it; not there in events of before it was kept. */
  | {
      because: 'exercise-over';
      why: ExerciseEnd;
      person: string;
      inForce?: { level: RaisedLevel; told: StandingLevel };
    }
  /** The installation was one for exercises when it was raised, and is no longer. */
  | { because: 'was-exercise' }
  /** The policy no longer has a rule for the level that was in force. */
  | { because: 'no-rule' };

/** One transition of an alert, or of what is known. Never changed once written. */
export interface AlertEvent {
  /** There, and true, on what is played and not real. */
  exercise?: true;
  /** `<commune>:<number>` */
  id: string;
  /** `null` for what happens while no alert is in force. */
  alert: string | null;
  at: Instant;
  commune: string;
  station: string | null;
  kind: AlertEventKind;
  /** The commune's level after the event, and before it. */
  level: AlertLevel;
  from: AlertLevel;
  audience: 'staff' | 'public';
  reason: EventReason;
  probability: number | null;
  leadTimeH: number | null;
  passage: PassageWindow | null;
  stageM: number | null;
  /** When that stage was observed. Events written before this was kept do not have it. */
  observedAt?: Instant | null;
  policyVersion: number;
  modelVersion: string | null;
}

/** The level that staff see: the alert's, else `unknown` while a gauge is not seen, else `normal`. */
export function levelOf(state: Pick<CommuneState, 'alert' | 'gauges'>): AlertLevel {
  if (state.alert) return state.alert.level;
  return Object.values(state.gauges).some((gauge) => gauge.notSeen) ? 'unknown' : 'normal';
}

/** The level that residents have been told; `unknown` replaces only `normal`. */
export function publicLevelOf(state: Pick<CommuneState, 'alert' | 'gauges'>): AlertLevel {
  if (state.alert && state.alert.telling.told !== 'normal') return state.alert.telling.told;
  return levelOf({ alert: null, gauges: state.gauges });
}

export function newCommuneState(commune: string): CommuneState {
  return { commune, gauges: {}, alert: null, events: 0 };
}

/** Who takes care of the alert at its level or at a higher one, the last who said so; `null` while nobody has. */
export function answerTo({
  level,
  acknowledgements,
}: Pick<Alert, 'level' | 'acknowledgements'>): Acknowledgement | null {
  return acknowledgements.findLast((each) => rank(each.level) >= rank(level)) ?? null;
}

/** Whoever answered for an earlier time at a level has not answered for this one. */
export function answersBelow(
  level: AlertLevel,
  acknowledgements: Alert['acknowledgements'],
): Alert['acknowledgements'] {
  return level === 'unknown' ? [] : acknowledgements.filter((each) => rank(each.level) < rank(level));
}

/** A mistake of a person, put right by a person. */
export function isMistake(reason: EventReason): reason is Extract<EventReason, { told: StandingLevel }> {
  return reason.because === 'told-by-mistake' || reason.because === 'closed-by-mistake';
}

/** Who decides of a level has answered for it too: nobody else needs to be woken. */
export function answeredBy(
  acknowledgements: Alert['acknowledgements'],
  level: RaisedLevel,
  person: string,
  at: Instant,
): Alert['acknowledgements'] {
  return answerTo({ level, acknowledgements }) ? acknowledgements : [...acknowledgements, { level, person, at }];
}

import { type AlertEvent, isRaise } from '../../alert/alert.ts';
import { cameDown, levelTold } from '../../alert/last-told.ts';
import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import type { Decision, Reason } from '../../policy/decide.ts';
import type { DecisionStore } from '../../policy/decision-store.ts';
import type { ZeroShift } from '../../reading/quality/zero-shift.ts';
import { isRaisedLevel } from '../../territory/alert-level.ts';
import { withoutNumbers } from './without-numbers.ts';
import type { MessageContext, Seen } from './writing.ts';

/** What was judged longer ago is not of now. */
const CURRENT_MS = HOUR_MS / 2;
const OLD_MS = HOUR_MS;

/** What the words of an event rest on; `story`: all events of its alert so far, oldest first; `watched`: the gauges of its commune. */
export function groundsOf(
  event: AlertEvent,
  story: readonly AlertEvent[],
  decisions: Pick<DecisionStore, 'last'>,
  watched: readonly string[] = [],
): Pick<MessageContext, 'basis' | 'seen' | 'cameDown'> {
  const basis =
    blindBasis(event, story, decisions, watched) ?? basisOf({ ...event, level: levelTold(event) }, story, decisions);
  return {
    basis,
    seen: basis === null ? seenLast(event, story, decisions, watched) : null,
    cameDown: { staff: cameDown(story, 'staff'), public: cameDown(story, 'public') },
  };
}

/**
 * Why the alert stands at the level of an event, to whoever hears of it at a moment: the newest event that raised it there, with what has
 * been judged since of the same mark. A mayor decides for residents when the water is higher than when the alert was raised.
 * `null` where nothing of that is of now, or speaks for the level. `events` are the commune's, oldest first.
 */
export function basisOf(
  event: AlertEvent,
  events: readonly AlertEvent[],
  decisions: Pick<DecisionStore, 'last'>,
  at: Instant = event.at,
): AlertEvent | null {
  const basis = raisedTo(event, events);
  if (basis === undefined) return null;
  const decision = judgedSince(basis, decisions, at);
  const verdict = isRaisedLevel(basis.level) ? decision?.verdicts[basis.level] : undefined;
  // The level stands, as its time is not over, but its chance does not speak for it.
  if (verdict?.kind === 'lower') return null;
  const current = decision && verdict ? asJudged(basis, decision, verdict.reason) : null;
  if (current !== null) return current;
  return at - basis.at > OLD_MS ? null : basis;
}

/**
 * Whoever is asked again where nothing is measured any more, here or above, must not read of a chance that rests on what was: `null` where the gauge
 * that brought the alert there is seen or read by a person, another of the commune is seen, or the forecast has had newer readings than its last.
 */
function blindBasis(
  event: AlertEvent,
  events: readonly AlertEvent[],
  decisions: Pick<DecisionStore, 'last'>,
  watched: readonly string[],
): AlertEvent | null {
  const isAsked = event.kind === 'passed-on' || event.kind === 'undecided';
  const raised = isAsked ? raisedTo(event, events) : undefined;
  const judged = raised && judgedSince(raised, decisions, event.at)?.assessment;
  if (judged?.sight.kind !== 'not-seen' || judged.read) return null;
  const { since, why } = judged.sight;
  const { dataAt } = judged;
  const isSeenElsewhere = watched.some(
    (station) => judgedSince({ ...raised!, station }, decisions, event.at)?.assessment.sight.kind === 'seen',
  );
  if (isSeenElsewhere || (dataAt !== null && since !== null && dataAt > since)) return null;
  const because = why === 'suspect' ? 'suspect-only' : why === 'unreadable' ? why : 'not-seen';
  return { ...withoutNumbers(raised!), at: event.at, reason: { because, since } };
}

/** The newest event that raised the alert to the level of an event: not one that lowered it, for its chance is that of another mark. */
function raisedTo(event: AlertEvent, events: readonly AlertEvent[]): AlertEvent | undefined {
  return events.findLast(
    ({ alert, kind, at, level }) => alert === event.alert && isRaise(kind) && at <= event.at && level === event.level,
  );
}

/** What was judged last of its gauge, where that is of now. */
function judgedSince(
  { commune, station, exercise }: AlertEvent,
  decisions: Pick<DecisionStore, 'last'>,
  at: Instant,
): Decision | undefined {
  const isPlayed = exercise === true || station === null;
  return isPlayed ? undefined : decisions.last(commune, station, at - CURRENT_MS, at);
}

/** The step down in doubt at the gauge of an event, as it was judged last: the water may stand higher than what is told of it. `null` where none is seen to stay. */
export function zeroShiftBehind(event: AlertEvent, decisions: Pick<DecisionStore, 'last'>): ZeroShift | null {
  const shift = judgedSince(event, decisions, event.at)?.assessment.zeroShift;
  return shift?.stays ? shift : null;
}

/** The water that has fallen while the level stands for its time: whoever is asked again must not read of the level alone. */
function seenLast(
  event: AlertEvent,
  events: readonly AlertEvent[],
  decisions: Pick<DecisionStore, 'last'>,
  watched: readonly string[],
): Seen | null {
  const raised = raisedTo(event, events);
  if (raised === undefined || watched.some((station) => station !== raised.station && mayHold({ ...raised, station })))
    return null;
  const sight = judgedSince(raised, decisions, event.at)?.assessment.sight;
  return sight?.kind === 'seen'
    ? { station: raised.station, stageM: sight.stageM, observedAt: sight.observedAt }
    : null;

  /** Low water at one gauge must calm nobody where the level may stand by another. */
  function mayHold(at: AlertEvent): boolean {
    const { level } = at;
    const decision = judgedSince(at, decisions, event.at);
    return decision === undefined || (isRaisedLevel(level) && (decision.verdicts[level]?.kind ?? 'lower') !== 'lower');
  }
}

/** The same event as it would be told by a later judgement of its mark; `null` where that says nothing of the river. */
function asJudged(basis: AlertEvent, { assessment }: Decision, reason: Reason): AlertEvent | null {
  if (reason.because === 'no-forecast' || reason.because === 'not-seen' || reason.because === 'zero-shift') return null;
  const { sight, issuedAt, modelVersion } = assessment;
  const chance = reason.because === 'observed-passage' ? null : reason;
  return {
    ...basis,
    at: issuedAt,
    reason,
    probability: chance?.probability ?? null,
    leadTimeH: chance?.leadTimeH ?? null,
    passage: chance?.passage ?? null,
    stageM: sight.kind === 'seen' ? sight.stageM : null,
    observedAt: sight.kind === 'seen' ? sight.observedAt : null,
    modelVersion,
  };
}

import type { AlertEvent } from '../alert/alert.ts';
import { cameDown } from '../alert/last-told.ts';
import type { Instant } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';
import type { Decision, Reason } from '../policy/decide.ts';
import type { DecisionStore } from '../policy/decision-store.ts';
import { raisedLevels } from '../territory/alert-level.ts';
import type { MessageContext } from './writing.ts';

/** What was judged longer ago is not of now. */
const CURRENT_MS = HOUR_MS / 2;
const OLD_MS = HOUR_MS;

/** What the words of an event rest on; `story`: all events of its alert so far, oldest first. */
export function groundsOf(
  event: AlertEvent,
  story: readonly AlertEvent[],
  decisions: Pick<DecisionStore, 'last'>,
): Pick<MessageContext, 'basis' | 'cameDown'> {
  return {
    basis: basisOf(event, story, decisions),
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
  // Not one that lowered it: its chance is that of another mark.
  const raises = events.filter(
    ({ alert, kind }) => alert === event.alert && (kind === 'raised' || kind === 'escalated'),
  );
  const basis = raises.findLast((each) => each.at <= event.at && each.level === event.level);
  if (basis === undefined) return null;
  const { commune, station, exercise } = basis;
  const isPlayed = exercise === true || station === null;
  const decision = isPlayed ? undefined : decisions.last(commune, station, at - CURRENT_MS, at);
  const level = raisedLevels.find((each) => each === basis.level);
  const verdict = level && decision?.verdicts[level];
  // The level stands, as its time is not over, but its chance does not speak for it.
  if (verdict?.kind === 'lower') return null;
  const current = decision && verdict ? asJudged(basis, decision, verdict.reason) : null;
  if (current !== null) return current;
  return at - basis.at > OLD_MS ? null : basis;
}

/** The same event as it would be told by a later judgement of its mark; `null` where that says nothing of the river. */
function asJudged(basis: AlertEvent, { assessment }: Decision, reason: Reason): AlertEvent | null {
  if (reason.because === 'no-forecast' || reason.because === 'not-seen') return null;
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

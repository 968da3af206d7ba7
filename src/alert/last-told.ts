import type { Instant } from '../lib/clock.ts';
import { isRaisedLevel, type RaisedLevel } from '../territory/alert-level.ts';
import { type AlertEvent, isMistake } from './alert.ts';

type Audience = AlertEvent['audience'];

const moves: Readonly<Record<Audience, readonly AlertEvent['kind'][]>> = {
  staff: ['raised', 'escalated', 'lowered'],
  public: ['released', 'lowered'],
};

/** What residents were told by mistake they were not told: what they knew before counts. */
export function withoutMistakes(events: readonly AlertEvent[]): AlertEvent[] {
  const kept: AlertEvent[] = [];
  for (const event of events) {
    const mistake = event.kind === 'corrected' ? kept.findLastIndex(({ kind }) => kind === 'released') : -1;
    if (mistake !== -1) kept.splice(mistake, 1);
    kept.push(event);
  }
  return kept;
}

/** The event by which an audience heard of the level that it knows; `events` of one alert, oldest first. */
export function lastTold(events: readonly AlertEvent[], audience: Audience): AlertEvent | undefined {
  return withoutMistakes(events).findLast(
    (each) =>
      each.exercise !== true &&
      (audience === 'staff' || each.audience === 'public') &&
      moves[audience].includes(each.kind),
  );
}

/**
 * Whether what was last told of an alert's level is that it came down. What to do while the water rises would then call people
 * back to it.
 * @example raised to danger, told to residents, lowered to act → true for both; raised again and not told → false for staff, true for residents
 */
export function cameDown(events: readonly AlertEvent[], audience: Audience): boolean {
  return lastTold(events, audience)?.kind === 'lowered';
}

/**
 * When residents were told that an alert was over, and of no other since; `null` where they were not, or before `since`. Water that has
 * gone leaves things to mind: a page that says no more than that all is quiet forgets them. `events` are the commune's, oldest first.
 */
export function toldOver(events: readonly AlertEvent[], since: Instant): Instant | null {
  const last = events.findLast(({ audience, exercise, alert }) => audience === 'public' && !exercise && alert !== null);
  return last?.kind === 'closed' && last.at >= since ? last.at : null;
}

/** The level of which an event tells residents: what they know once a mistake is taken back, and what a signature tells of a level below the one that stands. */
export function levelTold({ level, reason }: AlertEvent): AlertEvent['level'] {
  if (isMistake(reason)) return reason.told;
  return reason.because === 'policy-timeout' ? (reason.told ?? level) : level;
}

/** An exercise that a real alert ended. */
export function isEndedByAlert({ reason }: Pick<AlertEvent, 'reason'>): boolean {
  return reason.because === 'exercise-over' && reason.why === 'real-alert';
}

/** The level of the real alert that ended an exercise, as its reader may know it; `null` where there is none, or for residents while nobody has decided what they are told. */
export function levelBehind({ reason }: Pick<AlertEvent, 'reason'>, audience: Audience): RaisedLevel | null {
  if (reason.because !== 'exercise-over' || reason.why !== 'real-alert' || !reason.inForce) return null;
  const level = audience === 'staff' ? reason.inForce.level : reason.inForce.told;
  return isRaisedLevel(level) ? level : null;
}

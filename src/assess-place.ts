import type { CommuneState } from './alert/alert.ts';
import { closedSince } from './alert/closed-since.ts';
import { isAwaited, lastSeenAt, listenedSince, newGaugeState } from './alert/gauge-memory.ts';
import { overAt, type Suppression } from './alert/suppress.ts';
import { type Instant, isAhead } from './lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from './lib/units.ts';
import { assess, assessUnseen, type Known, oldestSeen, suspectPassageOf } from './policy/assess.ts';
import type { Assessment } from './policy/assessment.ts';
import { awaited } from './policy/awaited.ts';
import { type Policy, rulesFor } from './policy/policy.ts';
import { zeroShiftOf } from './reading/quality/zero-shift.ts';
import { isAccepted, isExcluded, type Reading } from './reading/reading.ts';
import { rank } from './territory/alert-level.ts';
import type { Station } from './territory/station.ts';

/** How long readings have been listened for, whatever the clock was set to meanwhile. */
export interface Listening {
  /** Since when, by the clock as it is set now. */
  since(): Instant;
  /** This is the newest that is seen at a gauge of a commune. */
  heard(gauge: string, observedAt: Instant, now: Instant): void;
  /**
   * Where the clock was set since that was first seen, or the machine stood still: when it would have been observed by the clock as it is set now;
   * `null` where it was not.
   */
  reckonedAt(gauge: string, now: Instant): Instant | null;
}

export interface Place {
  commune: string;
  station: string;
  /** What the round saw there; absent where it could not look, or the gauge is gone. */
  here: Known | undefined;
  /** The gauge, where it is there and the round could not look. */
  unread: Station | undefined;
  state: CommuneState;
  listeningSince: Instant;
  /** A maintenance of it that was over lately, the last. */
  maintained: Suppression | null;
  /** When what was heard last would have been observed by the clock as it is set now; `null` where it was not set since. */
  heardAt: Instant | null;
}

/** What a gauge of a commune shows, or that it is not seen; `null` where it is left as it is. */
export function assessPlace(
  { commune, station, here, unread, state, listeningSince, maintained, heardAt }: Place,
  policy: Policy,
  now: Instant,
): Assessment | null {
  const gauge = state.gauges[station] ?? newGaugeState();
  const since = lastSeenAt(gauge);
  // One that could not be looked at is left as it is for as long as what it last showed holds, and awaited for as long after a start: what it
  // reports next is read where only what came before is spoiled. One that is gone is not seen.
  const holds = (from: Instant) => unread !== undefined && from >= oldestSeen(unread, now) && !isAhead(from, now);
  if (since !== null && holds(since)) return null;
  const place = here?.station ?? unread;
  // It is the clock alone that makes it look silent: it is missed once it was listened to in vain for as long as ever.
  const isByClock = heardAt !== null && place !== undefined && heardAt >= oldestSeen(place, now);
  // Nor was it listened to while it was under maintenance. A start long after begins no new wait: by one that fails again and again nobody would be told.
  const from = maintained ? overAt(maintained) : Number.NEGATIVE_INFINITY;
  const latest = gauge.notSeen?.why === 'maintenance' ? from + HOUR_MS : Number.POSITIVE_INFINITY;
  const listened = Math.max(Math.min(listenedSince(gauge, listeningSince, now), latest), from);
  if (here) {
    // A clock that is years off has nothing lately at which it could be seen that it was; of a new gauge all may have been said under maintenance.
    const wasHeard = since !== null || isAwaited(gauge) || maintained !== null;
    const recent = here.recent.filter((each) => isAccepted(each) || each.observedAt >= from);
    const rules = rulesFor(policy, commune, station);
    const shown = assess(commune, rules, { ...here, recent }, now);
    const left = maintained && leftByMaintenance(here, maintained, now);
    // Of a level that stands at this gauge everybody was told, and who closed an alert since has looked.
    const isLookedAt = left !== null && closedSince(left, state, now);
    const above = isLookedAt ? [] : rules.filter(({ level }) => rank(level) > rank(gauge.level));
    const suspectPassage = left ? suspectPassageOf(here.station, above, [left], left.observedAt) : shown.suspectPassage;
    // Who was there under the maintenance has seen to its zero.
    const zeroShift = zeroShiftOf(here.recent, here.station, now);
    const isDoubted = zeroShift !== null && zeroShift.at >= from;
    return awaited({ ...shown, suspectPassage, ...(isDoubted && { zeroShift }) }, here.station, {
      listeningSince: listened,
      wasHeard,
      isByClock,
      isMaintained: listened === from,
    });
  }
  const isAwaitedStill = isByClock || holds(listened);
  const why = unread ? 'unreadable' : 'silent';
  return assessUnseen(commune, station, { since, why, ...(isAwaitedStill && { awaited: listened }) }, now);
}

/** A gauge that reports as often says by itself, before anybody is there, what the river does. */
const SOON_MS = 15 * MINUTE_MS;

/**
 * What a gauge showed last, where that was under a maintenance that ran out by itself: it does not count, whoever ends one sees it on the page, and here
 * nobody looks before the gauge reports again, an hour later perhaps.
 */
function leftByMaintenance(
  { station, recent }: Known,
  { from, until, ended }: Suppression,
  now: Instant,
): Reading | null {
  const last = recent.at(-1);
  if (!last || ended || station.intervalMin * MINUTE_MS <= SOON_MS) return null;
  // For as long as the gauge would be seen by it.
  if (last.observedAt < oldestSeen(station, now)) return null;
  const isLeft = last.observedAt >= from && last.observedAt < until && isExcluded(last);
  return isLeft && !last.tests.includes('gross-range') ? { ...last, quality: 'suspect' } : null;
}

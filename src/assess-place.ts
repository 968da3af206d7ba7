import type { GaugeState } from './alert/alert.ts';
import { isAwaited, lastSeenAt, listenedSince } from './alert/gauge-memory.ts';
import { type Instant, isAhead } from './lib/clock.ts';
import { HOUR_MS } from './lib/units.ts';
import { assess, assessUnseen, type Known, oldestSeen } from './policy/assess.ts';
import type { Assessment } from './policy/assessment.ts';
import { awaited } from './policy/awaited.ts';
import { type Policy, rulesFor } from './policy/policy.ts';
import { isAccepted } from './reading/reading.ts';
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
  gauge: GaugeState;
  listeningSince: Instant;
  /** When a maintenance of it was over lately. */
  maintainedUntil: Instant | null;
  /** When what was heard last would have been observed by the clock as it is set now; `null` where it was not set since. */
  heardAt: Instant | null;
}

/** What a gauge of a commune shows, or that it is not seen; `null` where it is left as it is. */
export function assessPlace(
  { commune, station, here, unread, gauge, listeningSince, maintainedUntil, heardAt }: Place,
  policy: Policy,
  now: Instant,
): Assessment | null {
  const since = lastSeenAt(gauge);
  // One that could not be looked at is left as it is for as long as what it last showed holds, and awaited for as long after a start: what it
  // reports next is read where only what came before is spoiled. One that is gone is not seen.
  const holds = (from: Instant) => unread !== undefined && from >= oldestSeen(unread, now) && !isAhead(from, now);
  if (since !== null && holds(since)) return null;
  const place = here?.station ?? unread;
  // It is the clock alone that makes it look silent: it is missed once it was listened to in vain for as long as ever.
  const isByClock = heardAt !== null && place !== undefined && heardAt >= oldestSeen(place, now);
  // Nor was it listened to while it was under maintenance. A start long after begins no new wait: by one that fails again and again nobody would be told.
  const from = maintainedUntil ?? Number.NEGATIVE_INFINITY;
  const latest = gauge.notSeen?.why === 'maintenance' ? from + HOUR_MS : Number.POSITIVE_INFINITY;
  const listened = Math.max(Math.min(listenedSince(gauge, listeningSince, now), latest), from);
  if (here) {
    // A clock that is years off has nothing lately at which it could be seen that it was; of a new gauge all may have been said under maintenance.
    const wasHeard = since !== null || isAwaited(gauge) || maintainedUntil !== null;
    const recent = here.recent.filter((each) => isAccepted(each) || each.observedAt >= from);
    const shown = assess(commune, rulesFor(policy, commune, station), { ...here, recent }, now);
    return awaited(shown, here.station, {
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

/** Milliseconds since 1970-01-01T00:00:00Z. Every instant inside the service has this form; ISO 8601 on the wire. */
export type Instant = number;

/**
 * Tells the time. Two are composed in `app.ts`: `clock` is event time (readings, forecasts, policy, link expiry),
 * `wallClock` is the machine's (sessions, rate limits, mail retry). A replay moves the first and not the second.
 */
export interface Clock {
  now(): Instant;
}

/** No matter between two clocks, or two looks at one. */
export const LITTLE_MS = 60_000;

/** What was written at a time that has yet to come was written by a clock that has been set back since; a little is no matter. */
export function isAhead(written: Instant, now: Instant): boolean {
  return written > now + LITTLE_MS;
}

/** Written in the last so long; by a clock that has been set back since, nobody knows when. */
export function isLately(written: Instant, spanMs: number, now: Instant): boolean {
  return written > now - spanMs && !isAhead(written, now);
}

export const machineClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is moved: replay and tests. It never goes back. */
export interface ManualClock extends Clock {
  advanceTo(instant: Instant): void;
}

export function manualClock(start: Instant): ManualClock {
  let now = start;
  return {
    now: () => now,
    advanceTo: (instant) => {
      now = Math.max(now, instant);
    },
  };
}

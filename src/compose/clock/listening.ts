import type { Listening } from '../../assess-place.ts';
import { type Clock, type Instant, LITTLE_MS } from '../../lib/clock.ts';
import { MINUTE_MS } from '../../lib/units.ts';

/** More than a clock is set by while it is kept right, and than a round takes. */
const NOTICED_MS = 5 * MINUTE_MS;

/**
 * By what runs on evenly: a machine without a clock of its own starts with one that stands where it was switched off, and what that is set on by was no
 * listening, nor is what a machine stood still for (CLOCK_MONOTONIC stands still with it). So no setting of the clock, however often, hides for long that
 * a gauge is silent.
 */
export function createListening(clock: Clock, evenlyMs: () => number): Listening {
  const offsetAtStart = clock.now() - evenlyMs();
  let sinceMs = evenlyMs();
  let wasSetOn = false;
  /** What was heard last, and how far the clock stood from what runs on evenly when that was first seen. */
  const heard = new Map<string, { observedAt: Instant; offsetMs: number }>();
  return {
    since() {
      // Until then sensors with clocks of their own were refused as of the future. Once: else one that is set on again and again would never have listened.
      if (!wasSetOn && clock.now() - evenlyMs() - offsetAtStart > NOTICED_MS) {
        wasSetOn = true;
        // It was set before it is seen to be.
        sinceMs = Math.max(sinceMs, evenlyMs() - LITTLE_MS);
      }
      return clock.now() - Math.round(evenlyMs() - sinceMs);
    },
    heard(gauge, observedAt, now) {
      if (heard.get(gauge)?.observedAt === observedAt) return;
      heard.set(gauge, { observedAt, offsetMs: now - evenlyMs() });
    },
    reckonedAt(gauge, now) {
      const last = heard.get(gauge);
      if (!last) return null;
      const setMs = now - evenlyMs() - last.offsetMs;
      return Math.abs(setMs) > NOTICED_MS ? last.observedAt + setMs : null;
    },
  };
}

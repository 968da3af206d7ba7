import type { Instant } from '../../../lib/clock.ts';
import type { Result } from '../../../lib/result.ts';
import type { Refusal } from '../refusal.ts';

/** What one message of a sensor says at one moment, out of its envelope and before it means anything. */
export interface Frame {
  /** When it was measured, as far as the format tells: ISO 8601 as written, or an instant, or `null`. */
  observedAt: string | Instant | null;
  /** What the paths of a mapping are looked up in. */
  values: unknown;
  simulated: boolean;
  /** Names this transmission, whichever way and however often it comes. */
  dedupId: string | null;
  /** Grows by one a transmission; a gap is a lost frame. */
  frameCounter: number | null;
  /** Where the network itself reports the battery, in per cent, or that there is none. */
  batteryPercent: number | 'mains' | null;
}

/** Takes a message out of its envelope. `receivedAt`: `null` where that tells nothing of when it was sent. */
export type ReadFormat = (text: string, topic: string, receivedAt: Instant | null) => Result<Frame[], Refusal>;

export const bareFrame: Omit<Frame, 'values'> = {
  observedAt: null,
  simulated: false,
  dedupId: null,
  frameCounter: null,
  batteryPercent: null,
};

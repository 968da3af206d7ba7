import type { Instant } from '../lib/clock.ts';

/** One MQTT message as it came. */
export interface RawMessage {
  topic: string;
  payload: Uint8Array;
  receivedAt: Instant;
  /** Who sent it, where they have no right to the topic. */
  trespasser?: string;
  /** The broker had kept it for whoever would subscribe: how long ago it was sent nobody knows. */
  retained?: boolean;
}

/**
 * Takes in the messages of one event-loop tick. When it resolves, each is durably stored as a reading or as a rejection,
 * and only then is the publisher told so. When it rejects, nothing is acknowledged and the messages come again.
 */
export type Ingest = (batch: readonly RawMessage[]) => Promise<void>;

export interface Away {
  since: Instant;
  why: string | null;
  /** Another program comes in at the broker in our place, and we in its: each gets some of the readings. */
  isShared?: boolean;
}

/** PORT. Where messages come from: the embedded broker or a connection to an external one. */
export interface MessageSource {
  /** Resolves when sensors can reach us for the first time, or when the first attempt failed; attempts go on. */
  started(): Promise<void>;
  /** True while sensors can reach us. */
  connected(): boolean;
  /** Since when they cannot, or not with all that they have, and why, where that is known. `null` while they can, or at the start, before it was tried. */
  away(): Away | null;
  /** Resolves when no message is waiting for its acknowledgement. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

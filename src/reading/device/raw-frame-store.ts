import type { Instant } from '../../lib/clock.ts';
import type { RawMessage } from '../message-source.ts';

/** A message of a mapped device as it came. */
export interface RawFrame extends RawMessage {
  station: string;
}

/** PORT. Messages of mapped devices, kept for some days so that a mapping can be tried on them. */
export interface RawFrameStore {
  append(frames: readonly RawFrame[]): void;
  /** Newest first. */
  recent(station: string, limit: number): RawFrame[];
  /** Gives how many went. */
  forget(receivedBefore: Instant): number;
}

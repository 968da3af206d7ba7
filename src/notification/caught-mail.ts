import type { Instant } from '../lib/clock.ts';

/** A mail that stayed on this machine. */
export interface CaughtMail {
  receivedAt: Instant;
  to: string;
  subject: string;
  text: string;
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>;
}

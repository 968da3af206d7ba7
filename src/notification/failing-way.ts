import type { Instant } from '../lib/clock.ts';

/** A way to people that would take no message now. */
export interface FailingWay {
  way: 'email';
  since: Instant;
  why: string;
}

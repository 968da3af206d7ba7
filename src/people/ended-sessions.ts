import type { Instant } from '../lib/clock.ts';

/** PORT. A session lives in its cookie: those ended by hand are remembered, so that no copy of the cookie goes on. */
export interface EndedSessions {
  /** Those ended before `forgetBefore` have expired by themselves and are forgotten. */
  end(session: string, at: Instant, forgetBefore: Instant): void;
  has(session: string): boolean;
}

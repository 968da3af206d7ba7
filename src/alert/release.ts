import type { Instant } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';
import type { Policy } from '../policy/policy.ts';
import { higher, type RaisedLevel, rank, type StandingLevel } from '../territory/alert-level.ts';
import type { Telling } from './alert.ts';

export const nothingTold: Telling = { told: 'normal', pending: null, heldBack: null };

/** When a policy lets a level go out to residents by itself: the soonest of the commune's gauges at that level, or never. */
function releaseDueAt(policy: Policy, commune: string, level: RaisedLevel, since: Instant): Instant | null {
  const due = policy.rules
    .filter((rule) => rule.commune === commune && rule.level === level)
    .flatMap(({ release }) => (release.by === 'person' ? [] : [since + release.afterMin * MINUTE_MS]));
  return due.length > 0 ? Math.min(...due) : null;
}

/** The alert stands at a new level: what residents have yet to be told of it waits for a decision. */
export function awaitRelease(
  telling: Telling,
  level: RaisedLevel,
  policy: Policy,
  commune: string,
  now: Instant,
): Telling {
  if (rank(level) <= rank(higher(telling.told, telling.heldBack ?? 'normal'))) return { ...telling, pending: null };
  if (telling.pending && telling.pending.level === level) return telling;
  const dueAt = releaseDueAt(policy, commune, level, now);
  return { ...telling, pending: { level, since: now, dueAt, signedBy: policy.author } };
}

/** The alert fell: what residents were told above the new level is taken back with it. */
export function fallBack(telling: Telling, level: StandingLevel): Telling {
  const told = rank(telling.told) > rank(level) ? level : telling.told;
  const pending = telling.pending && rank(telling.pending.level) > rank(level) ? null : telling.pending;
  const heldBack = telling.heldBack && rank(telling.heldBack) > rank(level) ? null : telling.heldBack;
  return { told, pending, heldBack };
}

import type { Instant } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';
import type { Policy, Release } from '../policy/policy.ts';
import { higher, type RaisedLevel, raisedLevels, rank } from '../territory/alert-level.ts';
import type { PendingRelease, Telling } from './alert.ts';

export const nothingTold: Telling = { told: 'normal', pending: null, heldBack: null };

/**
 * Who decides on a level in a commune, whichever of its gauges raised it: what one of them lets go out by itself goes out, after the
 * fewest minutes that any of them says.
 */
export function releaseOf({ rules }: Pick<Policy, 'rules'>, commune: string, level: RaisedLevel): Release {
  const [soonest] = rules
    .filter((rule) => rule.commune === commune && rule.level === level)
    .flatMap(({ release }) => (release.by === 'person' ? [] : [release]))
    .toSorted((a, b) => a.afterMin - b.afterMin);
  return soonest ?? { by: 'person' };
}

/** When a policy lets a level go out to residents by itself, and who signed that: the soonest of the commune's gauges, or never. */
function dueBySignature(
  policy: Policy,
  commune: string,
  level: RaisedLevel,
  since: Instant,
): Pick<PendingRelease, 'dueAt' | 'signed'> {
  const release = releaseOf(policy, commune, level);
  if (release.by === 'person') return { dueAt: null, signed: null };
  const { afterMin, signedBy, signedIn } = release;
  return { dueAt: since + afterMin * MINUTE_MS, signed: { by: signedBy, version: signedIn } };
}

/**
 * The alert stands at a new level: what residents have yet to be told of it waits for a decision. A signature for a level below runs on, or
 * begins, beside it: that the water is higher than signed for is no reason to tell nothing.
 */
export function awaitRelease(
  telling: Telling,
  level: RaisedLevel,
  policy: Policy,
  commune: string,
  now: Instant,
): Telling {
  const { told, heldBack, pending } = telling;
  const known = higher(told, heldBack ?? 'normal');
  if (rank(level) <= rank(known)) return { ...telling, pending: null };
  const running = pending === null ? [] : eachOf(pending);
  const [top, ...below] = raisedLevels
    .filter((each) => rank(each) > rank(known) && rank(each) <= rank(level))
    .map((each) =>
      signedNow(
        running.find((before) => before.level === each),
        each,
        policy,
        commune,
        now,
      ),
    )
    .toReversed();
  const lower = below.filter(({ dueAt }) => dueAt !== null);
  return { ...telling, pending: { ...top!, ...(lower.length > 0 && { lower: lower.toReversed() }) } };
}

/** What waits, the highest first, each by itself. */
export function eachOf({ lower = [], ...top }: PendingRelease): PendingRelease[] {
  return [top, ...lower.toReversed()];
}

/** What goes out by itself below the level that stands, lowest first: not what is due after a level above it, or with it, for that says more. */
export function sooner(pending: PendingRelease): PendingRelease[] {
  const goesBefore = ({ level, dueAt }: PendingRelease) =>
    dueAt !== null &&
    eachOf(pending).every(
      (other) => rank(other.level) <= rank(level) || dueAt < (other.dueAt ?? Number.POSITIVE_INFINITY),
    );
  return (pending.lower ?? []).filter(goesBefore);
}

/** What is still as it was has the same signature, the very one. */
export function waitsAlike(is: PendingRelease | null, was: PendingRelease): boolean {
  const [now, before] = [is === null ? [] : eachOf(is), eachOf(was)];
  return (
    now.length === before.length &&
    now.every(({ level, since, signed }, index) => {
      const other = before[index]!;
      return level === other.level && since === other.since && signed === other.signed;
    })
  );
}

/**
 * What waits, by the policy in force: taken back, the signature counts no more; signed otherwise, its minutes begin now. A signature
 * is one decision of one person, so as long as it stands nothing moves.
 */
function signedNow(
  before: PendingRelease | undefined,
  level: RaisedLevel,
  policy: Policy,
  commune: string,
  now: Instant,
): PendingRelease {
  if (before !== undefined) {
    const is = dueBySignature(policy, commune, level, before.since);
    // One person signs many rules in one version, each with minutes of its own.
    const { dueAt, signed } = before;
    if (is.dueAt === dueAt && is.signed?.by === signed?.by && is.signed?.version === signed?.version) return before;
  }
  return { level, since: now, ...dueBySignature(policy, commune, level, now) };
}

/**
 * The alert fell: what residents were told above the new level is taken back with it. Whoever held back a level held back those below it
 * too, and they can still be told; where residents know of the new level already, nothing is held back from them any more.
 */
export function fallBack(telling: Telling, level: RaisedLevel): Telling {
  const told = rank(telling.told) > rank(level) ? level : telling.told;
  const lower = telling.heldBack && rank(telling.heldBack) > rank(level) ? level : telling.heldBack;
  const heldBack = lower && rank(lower) > rank(told) ? lower : null;
  const before = told === telling.told && telling.before !== undefined && { before: telling.before };
  return { told, pending: null, heldBack, ...before };
}

/** Their minutes begin now. */
export function begunAnew(pending: PendingRelease, now: Instant): PendingRelease {
  const { since, dueAt, lower } = pending;
  const anew = { ...pending, since: now, dueAt: dueAt === null ? null : now + dueAt - since };
  return lower === undefined ? anew : { ...anew, lower: lower.map((each) => begunAnew(each, now)) };
}

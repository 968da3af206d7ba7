import type { Instant } from '../lib/clock.ts';
import { DAY_MS, MINUTE_MS } from '../lib/units.ts';
import type { Assessment } from '../policy/assessment.ts';

/** `maintenance`: nothing that the gauge says counts, then or later. `silenced`: staff know that it is silent; what it says counts as ever. */
export const suppressionKinds = ['maintenance', 'silenced'] as const;
export type SuppressionKind = (typeof suppressionKinds)[number];

/** A named person's word on one gauge, for a time. It ends by event time, or before by a person. */
export interface Suppression {
  id: number;
  station: string;
  kind: SuppressionKind;
  from: Instant;
  until: Instant;
  reason: string;
  person: string;
  ended: { person: string; reason: string; at: Instant } | null;
}

/** When it was over, or will be. */
export function overAt({ until, ended }: Pick<Suppression, 'until' | 'ended'>): Instant {
  return ended?.at ?? until;
}

/** Of those at a station the one that was over last; `null` where none was there. */
export function lastOver(over: readonly Suppression[], station: string): Suppression | null {
  const here = over.filter((each) => each.station === station);
  return here.toSorted((a, b) => overAt(a) - overAt(b)).at(-1) ?? null;
}

/** Longer than any round: where what was said during a maintenance cannot be excluded, no river is hidden for it. */
const ROUND_MS = MINUTE_MS;

/**
 * What holds for a round: those in force, and maintenance that was over while it looked, before the next one excludes what the gauge said meanwhile.
 * Else a sensor in a pail would raise its alarm in that round.
 */
export function heldInRound(
  open: readonly Suppression[],
  over: readonly (Suppression & { isExcluded: boolean })[],
  now: Instant,
): Suppression[] {
  return [...open, ...over.filter((each) => !each.isExcluded && now - overAt(each) < ROUND_MS)];
}

/** So long after it was over what a maintenance leaves behind is still seen to: also where the service was stopped at its end. */
export const OVER_LATELY_MS = 2 * DAY_MS;

/** Nobody remembers for longer why a gauge says nothing. */
export const LONGEST_SUPPRESSION_MS = 30 * DAY_MS;

/**
 * A thumb that presses twice says it once: of two alike, whoever ends the one would leave the gauge unheard for as long as the other lasts.
 * @example the same for twelve hours, sent again after one second → true; for a day → false
 */
export function isSameAgain(next: Omit<Suppression, 'id' | 'ended'>, held: Suppression): boolean {
  const isSoon = (['from', 'until'] as const).every((each) => Math.abs(next[each] - held[each]) < MINUTE_MS);
  return isSoon && (['station', 'kind', 'reason', 'person'] as const).every((field) => next[field] === held[field]);
}

/** The one that held at an instant; of two, maintenance. */
export function suppressionAt(all: readonly Suppression[], station: string, at: Instant): Suppression | null {
  return firstOf(
    all.filter(({ from, until, ended }) => from <= at && at < until && (ended === null || at < ended.at)),
    station,
  );
}

/**
 * The one that holds now, of those that nobody has ended and whose time is not over: also one that was begun by a clock that has been set back since.
 * By more than a day it would hide a river for days that nobody has signed for.
 */
export function suppressionNow(open: readonly Suppression[], station: string, now: Instant): Suppression | null {
  return firstOf(
    open.filter(({ from }) => from - now <= DAY_MS),
    station,
  );
}

function firstOf(held: readonly Suppression[], station: string): Suppression | null {
  const here = held.filter((each) => each.station === station);
  return here.find(({ kind }) => kind === 'maintenance') ?? here[0] ?? null;
}

/**
 * What remains of an assessment where a person has spoken. It becomes less, never more and never calmer: without sight no
 * level is lowered, and the gauge is unknown, not normal. What a person read there meanwhile is not the gauge's word: it counts.
 *
 * @example at a gauge under maintenance that shows 9 m → not seen, no chance, no suspect passage
 * @example at a silenced gauge that shows 9 m → as it was
 */
export function suppress(assessment: Assessment, suppression: Suppression | null): Assessment {
  const { sight } = assessment;
  if (!suppression || (suppression.kind === 'silenced' && sight.kind === 'seen')) return assessment;
  const { kind, until, person } = suppression;
  const since = sight.kind === 'seen' ? sight.observedAt : sight.since;
  const unseen = { ...assessment, sight: { kind: 'not-seen', since, why: kind, until, person } as const };
  if (kind === 'silenced') return unseen;
  const chances = assessment.chances.map((each) => ({ ...each, probability: null, passage: null }));
  const { zeroShift: _, ...rest } = unseen;
  return { ...rest, ...readBeside(assessment, suppression), dataAt: null, suspectPassage: null, chances };
}

/** What a gauge says under maintenance takes nothing away from what a person read; what it had said before does. */
function readBeside({ read }: Assessment, { from }: Suppression): Pick<Assessment, 'read'> {
  if (read?.overtakenAt === undefined || read.overtakenAt < from) return {};
  const { overtakenAt: _, ...standing } = read;
  return { read: standing };
}

import type { Instant } from '../../lib/clock.ts';
import { median } from '../../lib/median.ts';
import { DAY_MS } from '../../lib/units.ts';
import { countUntil, rangeOf, type Series, sliceOf } from '../observed/series.ts';
import type { PriorLesson } from './prior.ts';
import { type PriorRiver, priorLessons } from './prior.ts';

/** So many readings at equal moments tell, of which so many lie the same distance apart, also where they were rounded to the centimetre. */
const ASKED = 300;
const FEWEST = 100;
const SHARE = 0.9;
const SAME = 0.006;
/** A gauge that stands still is like any other that does. */
const LEAST_MOVEMENT = 0.1;

/** Where less than so much of a recording lies before the first fit, that much is looked at. */
const LEAST_MS = 3 * DAY_MS;

/**
 * The rivers of the prior that hold a recording given, under whatever name and zero. What came after `until` is not asked, but for its first
 * days: it must not change what is forecast before.
 */
export function recordedAmong(rivers: readonly PriorRiver[], series: Iterable<Series>, until: Instant): string[] {
  const given = [...series].map((each) =>
    sliceOf(each, Number.NEGATIVE_INFINITY, Math.max(until, (each.times[0] ?? until) + LEAST_MS)),
  );
  return rivers
    .filter((river) => [...river.series.values()].some((known) => given.some((each) => isSameRecording(each, known))))
    .map(({ id }) => id);
}

/** What the prior's rivers teach of a record that is to be judged: those that are that record itself know how it ends, and others are left out by name. */
export function lessonsOfOthers(
  rivers: readonly PriorRiver[],
  series: Iterable<Series>,
  until: Instant,
  without: readonly string[],
  onRiver?: (share: number) => void,
): PriorLesson[] {
  return priorLessons(rivers, [...recordedAmong(rivers, series, until), ...without], onRiver);
}

/** @example a gauge told in another zero, every reading 1.2 m higher: true */
export function isSameRecording(given: Series, known: Series): boolean {
  const [first, last] = [known.times[0] ?? Number.POSITIVE_INFINITY, known.times.at(-1) ?? Number.NEGATIVE_INFINITY];
  const [from, to] = [countUntil(given, first - 1), countUntil(given, last)];
  const shared: { value: number; apart: number }[] = [];
  for (let index = from; index < to; index++) {
    const match = countUntil(known, given.times[index]!) - 1;
    if (match < 0 || known.times[match] !== given.times[index]) continue;
    const value = known.values[match]!;
    shared.push({ value, apart: given.values[index]! - value });
  }
  const stride = Math.max(1, Math.floor(shared.length / ASKED));
  const asked = shared.filter((_, index) => index % stride === 0);
  const values = asked.map(({ value }) => value);
  const apart = asked.map((each) => each.apart);
  if (apart.length < FEWEST || rangeOf(values) < LEAST_MOVEMENT) return false;
  const usual = median(apart);
  return apart.filter((each) => Math.abs(each - usual) <= SAME).length >= SHARE * apart.length;
}

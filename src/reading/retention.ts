import type { Instant } from '../lib/clock.ts';
import { DAY_MS, HOUR_MS } from '../lib/units.ts';
import { isAccepted, type Reading } from './reading.ts';

/** Both ends belong to it. */
export interface Period {
  from: Instant;
  to: Instant;
}

/**
 * Water this share of the rise to bankfull above normal is a flood as far as keeping is concerned: better too many, but below a
 * power station a quarter of it comes and goes every day.
 */
const FLOOD_SHARE = 0.5;
/** A flood is kept with the days that led to it and the days of its recession: a model learns from both. */
export const AROUND_FLOOD_MS = 3 * DAY_MS;

/**
 * When the stage stood half the bankfull rise or more above normal, with three days around. A suspect value counts too,
 * since a flash flood looks like a spike; an impossible one does not. Readings oldest first.
 * @example normal 1 m, bankfull rise 2 m: a reading of 2 m at day 10 → [{ from: day 7, to: day 13 }]
 */
export function floodPeriods(
  readings: readonly Pick<Reading, 'observedAt' | 'value' | 'quality'>[],
  normalM: number,
  bankfullRiseM: number,
): Period[] {
  const floodM = normalM + FLOOD_SHARE * bankfullRiseM;
  return joinPeriods(
    readings
      .filter(({ value, quality }) => quality !== 'fail' && value >= floodM)
      .map(({ observedAt }) => ({ from: observedAt - AROUND_FLOOD_MS, to: observedAt + AROUND_FLOOD_MS })),
  );
}

/** @example joinPeriods([{ from: 5, to: 9 }, { from: 1, to: 6 }]) // [{ from: 1, to: 9 }] */
export function joinPeriods(periods: readonly Period[]): Period[] {
  const joined: Period[] = [];
  for (const { from, to } of periods.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

/** What lies between periods, and before and after them. @example gapsOf([{ from: 3, to: 5 }]) // [{ from: -∞, to: 3 }, { from: 5, to: ∞ }] */
export function gapsOf(periods: readonly Period[]): Period[] {
  const joined = joinPeriods(periods);
  const starts = [Number.NEGATIVE_INFINITY, ...joined.map((each) => each.to)];
  const ends = [...joined.map((each) => each.from), Number.POSITIVE_INFINITY];
  return starts.map((from, index) => ({ from, to: ends[index]! })).filter(({ from, to }) => from < to);
}

/**
 * The instants of a series whose readings may go: outside floods an hour keeps its highest and its last reading, those that
 * quality control accepted and those that it did not each on their own. What was revised stays, since somebody may ask why; so
 * does every rain but zero, since rain adds up. Readings of one series, all revisions, oldest first, whole hours of UTC.
 * @example 10:00 1 m, 10:20 3 m, 10:40 2 m, 10:50 2.5 m → [10:00, 10:40]
 */
export function expendable(readings: readonly Reading[], floods: readonly Period[]): Instant[] {
  const revised = new Set(readings.filter((each) => each.revision > 0).map((each) => each.observedAt));
  const inFlood = within(joinPeriods(floods));
  const calm = readings.filter(({ observedAt }) => !revised.has(observedAt) && !inFlood(observedAt));
  const hours = Map.groupBy(calm, (each) => `${Math.floor(each.observedAt / HOUR_MS)} ${isAccepted(each)}`);
  return [...hours.values()].flatMap((hour) => {
    // A sensor gone mad sends more in an hour than a call takes arguments.
    const highest = hour.reduce((most, each) => Math.max(most, each.value), Number.NEGATIVE_INFINITY);
    const kept = new Set([hour.find((each) => each.value === highest), hour.at(-1)]);
    return hour
      .filter((each) => !kept.has(each) && !(each.quantity === 'rain' && each.value !== 0))
      .map((each) => each.observedAt);
  });
}

/** Is an instant in one of these? Asked in order of time. */
function within(periods: readonly Period[]): (instant: Instant) => boolean {
  let index = 0;
  return (instant) => {
    while ((periods[index]?.to ?? Number.POSITIVE_INFINITY) < instant) index++;
    return (periods[index]?.from ?? Number.POSITIVE_INFINITY) <= instant;
  };
}

import { countUntil } from '../../src/forecast/observed/series.ts';
import type { Instant } from '../../src/lib/clock.ts';
import { median } from '../../src/lib/median.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import type { Study } from './study.ts';

/** An issue time at one gauge, and for how many it stands. */
export interface Moment {
  station: string;
  at: Instant;
  weight: number;
}

export interface Course {
  /** Issue times within (from, to], on the clock. */
  from: Instant;
  to: Instant;
  everyMs: number;
  /** Of quiet moments one in so many is judged and counts for as many; 1 for all. */
  quietThinning: number;
}

/** A flood is about: within 12 h the water stands at half of what lies between its usual level and the lowest mark. */
const NEAR_MS = 12 * HOUR_MS;
const NEAR_SHARE = 0.5;

/**
 * Every moment of the floods and an even share of the others. Which they are hangs on the water alone, before or after, and on
 * no forecast; each counts for as many as it stands for, so that no score is easier than it was. An alarm on a quiet day is seen where one of
 * those moments falls on it, so false alarms outside floods are counted too few.
 */
export function momentsOf(study: Study, { from, to, everyMs, quietThinning }: Course): Moment[] {
  return study.stations.flatMap((station) => {
    const { series } = study.truths.get(station)!;
    const usual = median(series.values);
    const nearM = usual + NEAR_SHARE * (Math.min(...study.marksOf(station)) - usual);
    const end = Math.min(to, series.times.at(-1) ?? Number.NEGATIVE_INFINITY);
    const first = Math.floor(Math.max(from, series.times[0] ?? 0) / everyMs) * everyMs + everyMs;
    const moments: Moment[] = [];
    let quiet = 0;
    for (let at = first; at <= end; at += everyMs) {
      const around = series.values.subarray(countUntil(series, at - NEAR_MS), countUntil(series, at + NEAR_MS));
      const isNear = around.some((each) => each >= nearM);
      if (isNear) moments.push({ station, at, weight: 1 });
      else if (quiet++ % quietThinning === 0) moments.push({ station, at, weight: quietThinning });
    }
    return moments;
  });
}

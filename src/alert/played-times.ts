import type { Instant } from '../lib/clock.ts';

/** While the installation was none that is operational: what it told was not real. `to` is infinite while it is none still. */
export interface PlayedTime {
  from: Instant;
  to: Instant;
}

/**
 * Oldest first; `kinds` of the installation newest first, as they stand on record. With nothing before it was operational. An exercise may have
 * become a demonstration, or been one.
 * @example operational at 9, demonstration at 5, exercise at 3 → [{ from: 3, to: 9 }]
 */
export function playedTimes(kinds: readonly { at: Instant; kind: unknown }[]): PlayedTime[] {
  const times: PlayedTime[] = [];
  for (const { at, kind } of kinds.toReversed()) {
    const open = times.find(({ to }) => to === Number.POSITIVE_INFINITY);
    if (kind !== 'operational' && !open) times.push({ from: at, to: Number.POSITIVE_INFINITY });
    if (kind === 'operational' && open) open.to = at;
  }
  return times;
}

/** Of an installation that has become operational since: while it is none still, every page says so. */
export function wasPlayed(times: readonly PlayedTime[], at: Instant): boolean {
  return isPlayed(
    times.filter(({ to }) => Number.isFinite(to)),
    at,
  );
}

/** Whether what was raised then was raised as an exercise: not what is raised in the very moment in which that is over. */
export function isPlayed(times: readonly PlayedTime[], at: Instant): boolean {
  return times.some(({ from, to }) => at >= from && at < to);
}

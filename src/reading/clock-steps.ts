import type { Instant } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';

/** That the machine's clock was set, as seen beside what runs on evenly from one boot of the machine to the next. */
export interface ClockStep {
  id: number;
  /** Which boot: between two of them nobody knows how much time has passed. */
  boot: string;
  /** What the clock said when it was seen. */
  at: Instant;
  /** Less than 0: it was set back. 0: seen for the first time since the boot. */
  byMs: number;
  /** What the clock says once it is set, less the time since the boot. */
  offsetMs: number;
}

/** PORT. */
export interface ClockStepStore {
  append(step: Omit<ClockStep, 'id'>): ClockStep;
  /** What it had stored as of times to come is taken back. */
  finish(id: number): void;
  /** Oldest first. */
  unfinished(): ClockStep[];
  /** Oldest first. */
  ofBoot(boot: string): ClockStep[];
  /** The last that set it back, newest first. */
  settingsBack(): ClockStep[];
}

export type SettingBack = Pick<ClockStep, 'at' | 'byMs'>;

/** So near to where it had been, the clock was set there again. */
const AS_MUCH_MS = 5 * MINUTE_MS;

/**
 * The settings back that a clock has undone by being set to where it was before the first of them, by one step or several.
 * @example set back by 65 minutes, on by 30, now on by 35 → that by 65
 */
export function undoneBy({ id, offsetMs }: ClockStep, steps: readonly ClockStep[]): SettingBack[] {
  const back = steps.filter((each) => each.id < id && each.byMs < 0);
  const first = back.findLastIndex((each) => Math.abs(offsetMs - (each.offsetMs - each.byMs)) < AS_MUCH_MS);
  return first === -1 ? [] : back.slice(first);
}

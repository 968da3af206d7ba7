import type { Instant } from '../../lib/clock.ts';
import { DAY_MS, MINUTE_MS } from '../../lib/units.ts';

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
  const before = steps.filter((each) => each.id < id && each.byMs < 0);
  const first = before.findLastIndex((each) => Math.abs(stoodBefore(each) - offsetMs) < AS_MUCH_MS);
  // What was received by a clock that stood further on than here was taken back rightly.
  return first === -1 ? [] : before.slice(first).filter((each) => stoodBefore(each) < offsetMs + AS_MUCH_MS);
}

function stoodBefore({ offsetMs, byMs }: ClockStep): number {
  return offsetMs - byMs;
}

/**
 * The last setting back of a clock within a day, where it was not undone since: whether it was ahead before or is behind now only people know. By as
 * little as a clock is set by while it is kept right, none.
 * @example steps of one boot, set back by 65 minutes at 10:00 → that until 10:00 of the next day; set on by 64 at 10:30 → `null` from then on
 */
export function stillSetBack(steps: readonly ClockStep[], now: Instant): ClockStep | null {
  const undone = new Set(steps.flatMap((each) => undoneBy(each, steps)));
  const last = steps.findLast((each) => each.byMs <= -AS_MUCH_MS && !undone.has(each));
  return last && now - last.at < DAY_MS ? last : null;
}

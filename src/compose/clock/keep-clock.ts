import type { Logger } from 'pino';
import type { Clock, Instant } from '../../lib/clock.ts';
import {
  type ClockStep,
  type ClockStepStore,
  type SettingBack,
  stillSetBack,
} from '../../reading/clock/clock-steps.ts';
import type { SetRight } from '../../reading/clock/set-right.ts';
import type { MachineRun } from './machine-run.ts';
import { watchClock } from './watch-clock.ts';

export interface KeptClock {
  /** Whether the clock was set since this was last asked; what follows of that is under way then. */
  wasSet(): boolean;
  /** As it was in this boot of the machine, within a day and not undone since; `null` also where that cannot be read, which is told at the start. */
  setBack(): SettingBack | null;
  /** Before anything comes in: what was cut short is done, and what follows of a clock that was set while the service was stopped. */
  atStart(): Promise<void>;
}

export interface ClockParts {
  clock: Clock;
  run: MachineRun;
  steps: ClockStepStore;
  setRight: SetRight;
  /** Tells where the clock is behind what was recorded, for what is not known to be set. */
  tellBehind(): Promise<void>;
  wasSetBack(step: SettingBack, agoMs: number): void;
  log: Pick<Logger, 'error'>;
}

/** Sees the machine's clock being set, also while the service was stopped, where the machine was not. */
export function keepClock({ clock, run, steps, setRight, tellBehind, wasSetBack, log }: ClockParts): KeptClock {
  const known = lastOffset(steps, run.boot, log);
  const setBy = watchClock(clock, run, known, log);
  const wasSet = () => {
    const step = setBy();
    if (step !== null && step.byMs < 0) wasSetBack(step, 0);
    // What is held is right without it: nothing waits.
    if (step !== null) void setRight.clockSet(step);
    return step !== null;
  };
  const setBack = () => {
    try {
      return stillSetBack(steps.ofBoot(run.boot), clock.now());
    } catch {
      return null;
    }
  };
  return {
    wasSet,
    setBack,
    async atStart() {
      await setRight.finish();
      if (known === null) await setRight.clockSet(seenFirst(clock.now(), run));
      else wasSet();
      await setRight.settled();
      await tellBehind();
      const standing = setBack();
      // By what runs on evenly: it may have been set on by a part since.
      if (standing !== null) wasSetBack(standing, run.nowMs() - (standing.at - standing.offsetMs));
      await setRight.received();
    },
  };
}

/** That it cannot be read is told: warning goes on without it. */
function lastOffset(steps: ClockStepStore, boot: string, log: ClockParts['log']): number | null {
  try {
    return steps.ofBoot(boot).at(-1)?.offsetMs ?? null;
  } catch (err) {
    log.error(
      { err },
      'how the clock was set before cannot be read: that it was set while the service was stopped is not seen',
    );
    return null;
  }
}

function seenFirst(at: Instant, { boot, nowMs }: MachineRun): Omit<ClockStep, 'id'> {
  return { boot, at, byMs: 0, offsetMs: at - nowMs() };
}

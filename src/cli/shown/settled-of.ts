import { setTimeout } from 'node:timers/promises';
import { machineClock } from '../../lib/clock.ts';
import { isPending, type Outcomes } from './test-outcome.ts';

/** A mail server may take its time for each: connecting, and thinking. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 200;

/** What became of them, once that is known of all, or when patience ends: they go out one after the other, and it begins anew with each. */
export async function settledOf(
  look: () => Outcomes[],
  clock = machineClock,
  pause: (ms: number) => Promise<void> = (ms) => setTimeout(ms),
): Promise<Outcomes[]> {
  let [pending, until] = [Number.POSITIVE_INFINITY, 0];
  for (;;) {
    const outcomes = look();
    const left = outcomes.flat().filter(isPending).length;
    if (left < pending) [pending, until] = [left, clock.now() + PATIENCE_MS];
    if (left === 0 || clock.now() >= until) return outcomes;
    await pause(LOOK_MS);
  }
}

import type { Lane } from './outbox.ts';
import type { Pace } from './pace.ts';

/** Of a message: both lanes are looked at within milliseconds, and as often as another may go. Whoever is looked at later would have each turn. */
const EARLY = 0.02;

/**
 * What strangers ask for and what residents are told, over one gateway at one pace: where both wait strangers never get a second turn
 * before residents had theirs. Those who decide are never held by it.
 */
export function takingTurns(pace: Pace) {
  let last: Lane = 'requestTexts';
  return (lane: Lane, next: () => Promise<void> | null) => () => {
    const isStranger = lane === 'requestTexts';
    if (!pace.isFree(isStranger ? EARLY : 0) || (isStranger && last === lane)) return null;
    last = lane;
    const sending = next();
    if (sending) pace.take();
    return sending;
  };
}

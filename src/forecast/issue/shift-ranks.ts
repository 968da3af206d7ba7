import { sortNearly } from './sort-nearly.ts';
import { emptySteps, type Steps } from './steps.ts';

/**
 * At each step the odds of being exceeded are e^shift times what they were, whatever the height: each path takes the height of the rank above
 * (or below) that has the odds, so that none leaves what was told and their order stays.
 * @example of five paths at 0, 10, 20, 30 and 40 the middle one, shifted by ln 3, stands at 32.5: .75 of them lie below, one at 40
 */
export function shiftRanks(rises: Steps, shift: number): Steps {
  if (shift === 0) return rises;
  const count = rises[0]!.length;
  const places = new Float64Array(count);
  for (let rank = 0; rank < count; rank++) {
    const odds = ((rank + 0.5) / (count - rank - 0.5)) * Math.exp(shift);
    places[rank] = Math.min(count - 1, Math.max(0, (count * odds) / (1 + odds) - 0.5));
  }
  const shifted = emptySteps(count);
  const sorted = new Float64Array(count);
  const order = Uint32Array.from(sorted.keys());
  for (const [step, heights] of rises.entries()) {
    for (let rank = 0; rank < count; rank++) sorted[rank] = heights[order[rank]!]!;
    sortNearly(sorted, order);
    for (let rank = 0; rank < count; rank++) {
      const below = Math.floor(places[rank]!);
      const low = sorted[below]!;
      const high = sorted[Math.min(count - 1, below + 1)]!;
      shifted[step]![order[rank]!] = low + (places[rank]! - below) * (high - low);
    }
  }
  return shifted;
}

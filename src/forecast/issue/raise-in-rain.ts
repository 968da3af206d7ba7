import { sortNearly } from './sort-nearly.ts';
import { emptySteps, type Steps } from './steps.ts';

/** After so much rain in three hours the paths of other rivers go half of the way (decision 082). */
const HALF_WAY_MM = 2;

/**
 * The paths of other rivers, whose past knows no rain, once it rains here: where the gauge's own, which knows it, are higher at the same rank,
 * they go a part of the way there, the more the more has fallen. None falls: that rain was followed by little here says little of a greater flood.
 * @example others at 0, 1 and 2, own ones at 4, 0 and 2, after 2 mm: 0, 1.5 and 3
 */
export function raiseInRain(others: Steps, own: Steps, fallenMm: number): Steps {
  const count = others[0]!.length;
  if (fallenMm === 0 || own[0]!.length === 0) return others;
  const part = fallenMm / (fallenMm + HALF_WAY_MM);
  const raised = emptySteps(count);
  const sorted = new Float64Array(count);
  const order = Uint32Array.from(sorted.keys());
  for (const [step, heights] of others.entries()) {
    const highs = own[step]!.toSorted();
    for (let rank = 0; rank < count; rank++) sorted[rank] = heights[order[rank]!]!;
    sortNearly(sorted, order);
    for (let rank = 0; rank < count; rank++) {
      const height = sorted[rank]!;
      const higher = Math.max(height, atRank(highs, (rank + 0.5) / count));
      raised[step]![order[rank]!] = height + part * (higher - height);
    }
  }
  return raised;
}

/** The height below which such a share of them lies, on the line between two. */
function atRank(sorted: Float64Array, share: number): number {
  const place = Math.min(sorted.length - 1, Math.max(0, share * sorted.length - 0.5));
  const low = Math.floor(place);
  const next = sorted[Math.min(sorted.length - 1, low + 1)]!;
  return sorted[low]! + (place - low) * (next - sorted[low]!);
}

import type { Case } from './case.ts';
import { keepFinite } from './keep-finite.ts';
import { sum } from './weighted.ts';

/** What the last of the rounds may still move. */
const STILL = 1e-3;

/**
 * Of the logit of what was said against what came, by Newton's method; 1 is right, below 1 over-confident. `null` where fewer than
 * five came true, or where one chance parts all that came from all that did not: then any steeper slope fits better still.
 */
export function reliabilitySlope(cases: readonly Case[]): number | null {
  if (sum(cases.map(({ passed }) => passed)) < 5) return null;
  let [a, b, step] = [0, 1, 0];
  for (let round = 0; round < 60; round++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-9, 0, 1e-9];
    for (const { passed, chances, weight } of cases) {
      const p = keepFinite(chances['ours']!);
      const x = Math.log(p / (1 - p));
      const q = 1 / (1 + Math.exp(-(a + b * x)));
      const w = weight * q * (1 - q);
      ga += weight * (passed - q);
      gb += weight * (passed - q) * x;
      haa += w;
      hab += w * x;
      hbb += w * x * x;
    }
    const determinant = haa * hbb - hab * hab;
    // Short steps: from far off a whole one overshoots.
    a += Math.min(1, Math.max(-1, (hbb * ga - hab * gb) / determinant));
    step = Math.min(0.2, Math.max(-0.2, (haa * gb - hab * ga) / determinant));
    b += step;
  }
  return Math.abs(step) < STILL ? b : null;
}

import { seededRandom } from '../../src/forecast/model/seeded-random.ts';
import { DAY_MS } from '../../src/lib/units.ts';
import type { Case } from './case.ts';
import { sum } from './weighted.ts';

const ROUNDS = 400;

/** With fewer weeks that saw a flood the draws say how often those few were drawn, and nothing of the next one. */
const FEWEST_FLOODED = 5;

/**
 * The 90 % interval of the ratio of two losses: weeks are drawn anew, not cases, since one storm is in hundreds of them. `null` where
 * fewer than five weeks saw a flood.
 */
export function ratioInterval(
  cases: readonly Case[],
  ours: (each: Case) => number,
  theirs: (each: Case) => number,
): [number, number] | null {
  const weeks = [...Map.groupBy(cases, ({ at }) => Math.floor(at / (7 * DAY_MS))).values()];
  if (weeks.filter((week) => week.some(({ passed }) => passed)).length < FEWEST_FLOODED) return null;
  const random = seededRandom(1);
  const parts = weeks.map((week) => [
    sum(week.map((each) => each.weight * ours(each))),
    sum(week.map((each) => each.weight * theirs(each))),
  ]);
  const ratios = Array.from({ length: ROUNDS }, () => {
    let [a, b] = [0, 1e-12];
    for (let draw = 0; draw < parts.length; draw++) {
      const part = parts[Math.floor(random() * parts.length)]!;
      a += part[0]!;
      b += part[1]!;
    }
    return a / b;
  }).sort((x, y) => x - y);
  return [ratios[Math.floor(0.05 * ROUNDS)]!, ratios[Math.floor(0.95 * ROUNDS)]!];
}

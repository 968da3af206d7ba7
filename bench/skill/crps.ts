import { keptQuantiles } from '../../src/forecast/forecast-store.ts';
import type { Case } from './case.ts';
import { sum } from './weighted.ts';

/** Twice the mean pinball loss over the quantiles kept. @example told 1 m by every quantile, came 1.3 m → 0.3 */
export function crps({ maxM, highestM }: Pick<Case, 'maxM'> & { highestM: number }): number {
  return (
    (2 / keptQuantiles.length) *
    sum(keptQuantiles.map((q, index) => (highestM >= maxM[index]! ? q : q - 1) * (highestM - maxM[index]!)))
  );
}

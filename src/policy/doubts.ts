import type { Station } from '../territory/station.ts';
import type { Rule } from './policy.ts';

/** What may well be meant, and is asked about once before it is in force: a slip of the finger calls a mayor, or keeps the danger from ever being told. */
export type MarkDoubt =
  | { kind: 'moved-far'; fromM: number; toM: number }
  /** The water stands above the new mark and not above the one in force. */
  | { kind: 'water-above'; stageM: number }
  /** The water stands above the mark in force and not above the new one: what was told because of it is taken back once it stops rising. */
  | { kind: 'water-below'; stageM: number };

/** Of the bankfull rise. */
const FAR = 0.5;

/**
 * @example 4.7 → 14.7 m where bankfull is 2.5 m up → moved-far; 3.5 → 2.3 m with the water at 2.39 m → water-above, and back → water-below
 */
export function doubtsOfMark(
  { markM: fromM }: Pick<Rule, 'markM'>,
  { markM: toM }: Pick<Rule, 'markM'>,
  { bankfullRiseM }: Pick<Station, 'bankfullRiseM'>,
  seen: { value: number } | null,
): MarkDoubt[] {
  const isAbove = seen !== null && seen.value >= toM && seen.value < fromM;
  const isBelow = seen !== null && seen.value >= fromM && seen.value < toM;
  return [
    ...(Math.abs(toM - fromM) > FAR * bankfullRiseM ? [{ kind: 'moved-far', fromM, toM } as const] : []),
    ...(isAbove ? [{ kind: 'water-above', stageM: seen.value } as const] : []),
    ...(isBelow ? [{ kind: 'water-below', stageM: seen.value } as const] : []),
  ];
}

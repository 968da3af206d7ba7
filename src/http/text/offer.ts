import type { Way } from '../../people/way.ts';

/** By which ways residents are told: under these keys stand the sentences that differ by it. */
export function offerOf(ways: readonly Way[]): Way | 'both' {
  const [first = 'email', second] = ways;
  return second === undefined ? first : 'both';
}

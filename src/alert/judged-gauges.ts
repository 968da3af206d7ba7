import type { Commune } from '../territory/commune.ts';
import type { CommuneState } from './alert.ts';

/**
 * The gauges of a commune, and those that it no longer watches while an alert stands there: they are judged by the rules in force until
 * it is over.
 * @example watches a; the state holds b at `act` and c at `normal` → a, b
 */
export function judgedGauges({ watches }: Pick<Commune, 'watches'>, state: CommuneState | null): string[] {
  const inAlert = Object.entries(state?.gauges ?? {}).filter(([, { level }]) => level !== 'normal');
  return [...new Set([...watches.map(({ station }) => station), ...inAlert.map(([station]) => station)])];
}

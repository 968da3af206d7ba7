import type { Policy } from '../policy/policy.ts';
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

/** What is remembered of these gauges: one that is judged no more is neither seen nor missed. */
export function remembering(state: CommuneState, judged: readonly string[]): CommuneState {
  const gauges = Object.entries(state.gauges).filter(([station]) => judged.includes(station));
  return { ...state, gauges: Object.fromEntries(gauges) };
}

/** The rules of these gauges: the policy keeps those of all that ever were, and what was signed for one is for no other. */
export function rulesOf(policy: Policy, commune: string, judged: readonly string[]): Policy {
  const rules = policy.rules.filter((rule) => rule.commune === commune && judged.includes(rule.station));
  return { ...policy, rules };
}

import type { PolicyStore } from '../../policy/policy-store.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Journal } from '../journal.ts';

/** Communes with an alert in force that are no longer in the configuration: nobody judges them, so nothing ends it, and nobody is told. */
export function abandonedAlerts(
  communes: ReadonlyMap<string, Commune>,
  policies: Pick<PolicyStore, 'current'>,
  journal: Pick<Journal, 'state'>,
): string[] {
  // The policy keeps the rules of all that ever were.
  const known = new Set(policies.current()?.rules.map(({ commune }) => commune));
  return [...known].filter((id) => !communes.has(id) && journal.state(id)?.alert != null);
}

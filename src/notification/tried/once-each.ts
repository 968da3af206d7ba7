import type { Commune } from '../../territory/commune.ts';
import type { MayTry } from './test-messages.ts';

/**
 * Lets each address or number be tried once by each way, however many communes name it, and none while a commune in alert names it: the
 * phone of one duty desk would ring for each of three hundred, real calls among them.
 */
export function onceEach(communes: Iterable<Commune>, isInAlert: (commune: string) => boolean): MayTry {
  const naming = new Map<string, Set<string>>();
  for (const { id, contacts } of communes)
    for (const { email, phone } of contacts)
      for (const address of [email, phone ?? email].map(keyOf))
        naming.set(address, (naming.get(address) ?? new Set()).add(id));
  const tried = new Set<string>();
  return (way, address) => {
    const once = `${way} ${keyOf(address)}`;
    if (tried.has(once) || [...(naming.get(keyOf(address)) ?? [])].some(isInAlert)) return false;
    tried.add(once);
    return true;
  };
}

function keyOf(address: string): string {
  return address.toLowerCase();
}

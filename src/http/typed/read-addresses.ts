import type { ResidentTexts } from '../../notification/residents/resident-texts.ts';
import type { Way } from '../../people/way.ts';
import { readEmail } from './read-email.ts';
import { readPhone } from './read-phone.ts';

export interface Address {
  way: Way;
  address: string;
}
/** What was typed for each way; empty: nothing. */
export type Typed = Readonly<Record<Way, string>>;

/** Where somebody wants to be told, by each way of which something was typed; the first way that could not be taken, or was left out. */
export function readAddresses(
  typed: Typed,
  { offered, residentTexts }: { offered: readonly Way[]; residentTexts: ResidentTexts | null },
): { addresses: readonly Address[] } | { wrong: Way } {
  const addresses: Address[] = [];
  for (const way of offered) {
    if (typed[way] === '') continue;
    const address = way === 'email' ? readEmail(typed[way]) : residentTexts && readPhone(typed[way], residentTexts);
    if (address === null) return { wrong: way };
    addresses.push({ way, address });
  }
  const [first = 'email'] = offered;
  return addresses.length === 0 ? { wrong: first } : { addresses };
}

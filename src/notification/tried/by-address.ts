import { addressBy } from '../ways.ts';
import type { Reached } from './receipts.ts';

type Known = Pick<Reached, 'tried' | 'receivedAt'>;

/** The same of each as is known of any with that address or number: one that several communes name is tried for one of them. */
export function byAddress(reached: readonly Reached[]): Reached[] {
  const known = new Map<string, Known>();
  for (const each of reached) known.set(keyOf(each), newer(known.get(keyOf(each)), each));
  return reached.map((each) => ({ ...each, ...known.get(keyOf(each)) }));
}

function keyOf({ way, contact }: Reached): string {
  return `${way} ${addressBy(way, contact).toLowerCase()}`;
}

function newer(one: Known | undefined, other: Known): Known {
  const isNewer = (other.tried?.at ?? 0) > (one?.tried?.at ?? 0);
  const receivedAt = Math.max(one?.receivedAt ?? 0, other.receivedAt ?? 0);
  return { tried: (isNewer ? other : (one ?? other)).tried, receivedAt: receivedAt === 0 ? null : receivedAt };
}

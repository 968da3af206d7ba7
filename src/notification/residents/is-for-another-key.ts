import type { SubscriptionStore } from '../../people/subscription.ts';
import type { OutboxRow } from '../outbox.ts';
import type { ToldStore } from '../told-store.ts';
import { causeOf } from '../words/cause-of.ts';
import { pushTarget } from './web-push.ts';

interface Known {
  told: Pick<ToldStore, 'eachResident'>;
  subscriptions: Pick<SubscriptionStore, 'find'>;
}

/**
 * Whether a notification was refused because its browser subscribed for a key that is not ours any more: its push service refuses our key for it (401,
 * 403), and took the same from us for another browser. Where it takes it for none, our key may be wrong, and no browser is to blame. What was held for
 * quiet hours is no proof: others had theirs long before, and our key may have gone wrong since.
 */
export function isForAnotherKey(
  { event, recipient, notBefore }: Pick<OutboxRow, 'event' | 'recipient' | 'notBefore'>,
  why: string,
  { told, subscriptions }: Known,
): boolean {
  if (notBefore > 0 || causeOf(why) !== 'key-refused') return false;
  const serviceOf = (id: string): string | null => {
    const known = subscriptions.find(id);
    return known?.way === 'push' ? new URL(pushTarget(known.address).endpoint).host : null;
  };
  const service = serviceOf(recipient.id);
  return told
    .eachResident(event)
    .some(({ resident, way, status }) => way === 'push' && status === 'sent' && serviceOf(resident) === service);
}

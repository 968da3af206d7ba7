import type { Clock } from '../../lib/clock.ts';
import { CONFIRMABLE_MS, type Subscription, type SubscriptionStore } from '../../people/subscription.ts';
import { wishIn } from '../asked/read-reply.ts';

/** What became of a text message that a resident sent back. */
export interface ResidentReply {
  kind: 'subscribed' | 'unsubscribed' | 'no-wish';
  /** As it was before: not confirmed yet where this yes confirmed it. `null`: a phone that had none says stop, and gets nothing either. */
  subscription: Subscription | null;
}

export interface ResidentRepliesParts {
  subscriptions: Pick<SubscriptionStore, 'ofPhone' | 'remove'>;
  /** False where residents are told so no more. */
  confirm(subscription: Subscription): boolean;
  clock: Clock;
}

/** A yes confirms what was asked for last, and says so again where it is; a stop ends all of that phone. `null` where it is no resident's to say. */
export function createResidentReplies({ subscriptions, confirm, clock }: ResidentRepliesParts) {
  return (phone: string, text: string): ResidentReply | null => {
    const own = subscriptions.ofPhone(phone);
    const [newest = null] = own;
    const wish = wishIn(text);
    if (wish === 'stop') {
      for (const { id } of own) subscriptions.remove(id);
      return { kind: 'unsubscribed', subscription: newest };
    }
    const askedSince = clock.now() - CONFIRMABLE_MS;
    const asked = own.find(({ confirmedAt, requestedAt }) => confirmedAt === null && requestedAt >= askedSince);
    const subscription = asked ?? own.find(({ confirmedAt }) => confirmedAt !== null);
    if (wish === 'yes' && subscription && confirm(subscription)) return { kind: 'subscribed', subscription };
    return newest && { kind: 'no-wish', subscription: newest };
  };
}

import { type Clock, type Instant, isLately } from '../../lib/clock.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import type { SubscriptionStore } from '../../people/subscription.ts';
import type { Subscribing } from './subscribing.ts';

interface AskOnceParts {
  subscriptions: Pick<SubscriptionStore, 'findByAddress'>;
  clock: Clock;
}

/**
 * A thumb that presses twice asks once: of two messages the link of the first would be void already, and a text message costs. So it is within a minute,
 * whether the address was known or not.
 */
export function askOnce(
  ask: Subscribing['requestSubscription'],
  { subscriptions, clock }: AskOnceParts,
): Subscribing['requestSubscription'] {
  const lately = new Map<string, Instant>();
  return (commune, request) => {
    const now = clock.now();
    for (const [each, at] of lately) if (!isLately(at, MINUTE_MS, now)) lately.delete(each);
    const known = subscriptions.findByAddress(commune, request.address);
    // Whoever has said yes since is told that they are known already.
    const asked = JSON.stringify([commune, request, known?.confirmedAt ?? null]);
    // Whoever has left since begins anew.
    if (lately.has(asked) && known) return null;
    const reached = ask(commune, request);
    if (reached === null) lately.set(asked, now);
    return reached;
  };
}

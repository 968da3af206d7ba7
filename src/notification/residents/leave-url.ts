import { signId } from '../../people/signed-link.ts';
import type { Subscription } from '../../people/subscription.ts';
import type { Language } from '../../territory/commune.ts';
import type { Issuer } from '../words/letterhead.ts';

/** Where a resident leaves, without a login: short where every letter of a text message counts. */
export function leaveUrlOf(
  { id, way }: Pick<Subscription, 'id' | 'way'>,
  language: Language,
  { issuer, linkKey }: { issuer: Pick<Issuer, 'baseUrl'>; linkKey: Buffer },
): string {
  return way === 'sms'
    ? `${issuer.baseUrl}/s/${signId('stop', id, linkKey)}`
    : `${issuer.baseUrl}/${language}/subscriptions/leave/${signId('leave', id, linkKey)}`;
}

import type { AlertEvent, AlertEventKind } from '../alert/alert.ts';
import type { Subscription } from '../people/subscription.ts';
import type { Commune, Contact, ContactRole } from '../territory/commune.ts';

export interface Audience {
  contacts: readonly Contact[];
  residents: readonly Subscription[];
}

/** Who is told first of what. The ladder to those who are told when nobody answers starts from here. */
const toldOf: Readonly<Record<AlertEventKind, readonly ContactRole[]>> = {
  raised: ['mayor', 'duty-officer'],
  escalated: ['mayor', 'duty-officer'],
  lowered: ['mayor', 'duty-officer'],
  closed: ['mayor', 'duty-officer'],
  released: ['mayor', 'duty-officer'],
  'held-back': ['mayor', 'duty-officer'],
  'sight-lost': ['duty-officer', 'agency'],
  'still-not-seen': ['duty-officer', 'agency'],
  'sight-regained': ['duty-officer', 'agency'],
  'suspect-passage': ['mayor', 'duty-officer', 'agency'],
  suppressed: ['duty-officer', 'agency'],
  acknowledged: ['duty-officer'],
};

/**
 * Who is told of an event. Residents only of what is public, and only those who confirmed.
 *
 * @example recipientsOf(raised, coursan, subscribers) // { contacts: [the mayor, the duty officer], residents: [] }
 */
export function recipientsOf(event: AlertEvent, commune: Commune, confirmed: readonly Subscription[]): Audience {
  const named = commune.contacts.filter(({ role }) => toldOf[event.kind].includes(role));
  return {
    // A commune without any of these roles: better that everyone hears of it than nobody.
    contacts: named.length > 0 ? named : commune.contacts,
    residents:
      event.audience === 'public'
        ? confirmed.filter((each) => each.commune === commune.id && each.confirmedAt !== null)
        : [],
  };
}

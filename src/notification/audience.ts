import { type AlertEvent, type AlertEventKind, isRaise } from '../alert/alert.ts';
import type { Subscription } from '../people/subscription.ts';
import type { Commune, Contact, ContactRole } from '../territory/commune.ts';
import { askedAtOnce } from './asked/escalation.ts';

export interface Audience {
  contacts: readonly Contact[];
  residents: readonly Subscription[];
}

/** Who keeps the gauges and the service. */
const keepers: readonly ContactRole[] = ['duty-officer', 'agency'];

/** What is told of the gauges themselves: who keeps them, and who must send somebody to look. */
const toldOfGauges: Partial<Record<AlertEventKind, readonly ContactRole[]>> = {
  'sight-lost': keepers,
  'still-not-seen': keepers,
  'sight-regained': keepers,
  'suspect-passage': ['mayor', 'duty-officer', 'agency'],
  'zero-shift': keepers,
  suppressed: keepers,
};

/** Who keeps the service, of a commune that names none all. */
export function keepersOf(contacts: readonly Contact[]): readonly Contact[] {
  const named = contacts.filter(({ role }) => keepers.includes(role));
  return named.length > 0 ? named : contacts;
}

/** Who decides what residents are told, of a commune that names none all. */
export function decidersOf(contacts: readonly Contact[]): readonly Contact[] {
  const deciding = contacts.filter(({ role }) => role === 'mayor' || role === 'deputy');
  return deciding.length > 0 ? deciding : contacts;
}

/** Who is asked to check a suspect passage. */
export function askedToCheck(contacts: readonly Contact[]): Contact[] {
  return contacts.filter(({ role }) => toldOfGauges['suspect-passage']?.includes(role));
}

/**
 * Who is told of an event. Of an alert: whoever has been asked to answer it, so that those who heard of it hear all that becomes
 * of it; the ladder adds the others one after the other. Residents only of what is public, and only those who confirmed.
 *
 * `asked`: the ids of those who have been asked in this alert so far.
 *
 * @example recipientsOf(raised, coursan, subscribers, new Set()) // { contacts: [the mayor], residents: [] }
 */
export function recipientsOf(
  event: AlertEvent,
  commune: Commune,
  confirmed: readonly Subscription[],
  asked: ReadonlySet<string>,
): Audience {
  const named = commune.contacts.filter((contact) => isTold(event, contact, commune, asked));
  return {
    // A commune without any of these roles: better that everyone hears of it than nobody.
    contacts: named.length > 0 ? named : commune.contacts,
    residents:
      event.audience === 'public'
        ? confirmed.filter((each) => each.commune === commune.id && each.confirmedAt !== null)
        : [],
  };
}

/** Who leads, or has been asked to answer the alert, hears all that becomes of it. */
export function followsAlert({ alert }: AlertEvent, { id, role }: Contact, asked: ReadonlySet<string>): boolean {
  return alert !== null && (asked.has(id) || role === 'mayor');
}

/** Played to its end without a ladder: those who would lead are told all of it, of a commune without any all. */
export function toldOfExercise(contacts: readonly Contact[]): readonly Contact[] {
  const leading = contacts.filter(({ role }) => role === 'mayor' || role === 'duty-officer');
  return leading.length > 0 ? leading : contacts;
}

function isTold(event: AlertEvent, contact: Contact, { contacts }: Commune, asked: ReadonlySet<string>): boolean {
  const { kind, level, reason, exercise } = event;
  if (exercise) return toldOfExercise(contacts).includes(contact);
  if (reason.because === 'no-answer') return reason.told.includes(contact.id);
  const follows = followsAlert(event, contact, asked);
  const roles = toldOfGauges[kind];
  if (roles) return roles.includes(contact.role) || follows;
  if (kind === 'undecided') return follows || contact.role === 'deputy';
  const first = isRaise(kind) ? askedAtOnce(contacts, level) : [];
  return follows || first.includes(contact);
}

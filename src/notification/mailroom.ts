import type { AlertEvent, CommuneState } from '../alert/alert.ts';
import type { Clock } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';
import type { AccountStore } from '../people/account.ts';
import { hashToken, signId } from '../people/signed-link.ts';
import type { SubscriptionStore } from '../people/subscription.ts';
import type { Commune, Language } from '../territory/commune.ts';
import type { Network } from '../territory/network.ts';
import type { Names } from '../text/words.ts';
import type { Envelope } from './channel.ts';
import type { Journal } from './journal.ts';
import { basisOf, type Issuer } from './message.ts';
import type { OutboxRow } from './outbox.ts';
import { confirmationRow, outboxRowsFor } from './outbox-rows.ts';

const FORGET_UNCONFIRMED_MS = 7 * DAY_MS;
/** More events than one alert has. */
const WHOLE_ALERT = 1_000;

export interface MailroomParts {
  issuer: Issuer;
  communes: ReadonlyMap<string, Commune>;
  network: Network;
  accounts: AccountStore;
  subscriptions: SubscriptionStore;
  journal: Journal;
  clock: Clock;
  linkKey: Buffer;
  /** A secret that nobody can guess, for one confirmation link. */
  newToken(): string;
}

/** Writes messages with the names, addresses and links that the stores know. */
export interface Mailroom {
  /** The messages of one transition; `state` is the one after it. */
  messagesOf(events: readonly AlertEvent[], state: Pick<CommuneState, 'commune' | 'alert'>): OutboxRow[];
  /** Writes a resident's request and its confirmation message; says nothing of whether the address was known. */
  requestSubscription(commune: string, email: string, language: Language): void;
  /** `null` where the recipient has left. */
  lookUp(row: OutboxRow): Envelope | null;
}

export function createMailroom(parts: MailroomParts): Mailroom {
  const { issuer, communes, network, accounts, subscriptions, journal, clock } = parts;

  const contactOf = (commune: string, id: string) => communes.get(commune)?.contacts.find((each) => each.id === id);
  const leaveUrl = (id: string, language: Language) =>
    `${issuer.baseUrl}/${language}/subscriptions/leave/${signId('leave', id, parts.linkKey)}`;
  const namesFor = (commune: Commune): Names => ({
    station: (id) => network.stations.get(id)?.name ?? id,
    person: (id) => accounts.find(id)?.name ?? contactOf(commune.id, id)?.name ?? id,
    timeZone: commune.timeZone,
  });

  return {
    messagesOf(events, state) {
      const commune = communes.get(state.commune);
      if (!commune || events.length === 0) return [];
      const confirmed = subscriptions.confirmed(commune.id);
      const alert = state.alert?.id ?? events.at(-1)?.alert;
      const earlier = alert ? journal.events(commune.id, { limit: WHOLE_ALERT, alert }) : [];
      const names = namesFor(commune);
      const telling = state.alert?.telling ?? null;
      return events.flatMap((event) =>
        outboxRowsFor(event, commune, confirmed, {
          issuer,
          names,
          telling,
          basis: basisOf(event, [...earlier, ...events]),
          leaveUrl,
        }),
      );
    },
    requestSubscription(id, email, language) {
      const commune = communes.get(id);
      if (!commune) return;
      const requestedAt = clock.now();
      subscriptions.forgetUnconfirmed(requestedAt - FORGET_UNCONFIRMED_MS);
      const token = parts.newToken();
      const subscription = { id: parts.newToken(), commune: id, email, language, requestedAt, confirmedAt: null };
      if (subscriptions.request(subscription, hashToken(token)) === 'already-confirmed') return;
      journal.enqueue(confirmationRow(subscription, commune, token, issuer));
    },
    lookUp(row) {
      const { recipient } = row;
      if (recipient.kind === 'contact') {
        const contact = contactOf(row.commune, recipient.id);
        return contact ? { row, address: contact.email, name: contact.name, leaveUrl: null } : null;
      }
      const resident = subscriptions.find(recipient.id);
      if (!resident || (recipient.kind === 'subscription') !== (resident.confirmedAt !== null)) return null;
      const leave = recipient.kind === 'subscription' ? leaveUrl(resident.id, row.language) : null;
      return { row, address: resident.email, name: '', leaveUrl: leave };
    },
  };
}

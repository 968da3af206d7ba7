import type { AlertEvent } from '../alert/alert.ts';
import type { Clock } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';
import type { AccountStore } from '../people/account.ts';
import { hashToken, signId } from '../people/signed-link.ts';
import type { SubscriptionStore } from '../people/subscription.ts';
import type { Commune, Language } from '../territory/commune.ts';
import type { Network } from '../territory/network.ts';
import type { Envelope } from './channel.ts';
import type { Journal } from './journal.ts';
import { confirmationRow } from './confirmation.ts';
import { outboxRowsFor } from './message.ts';
import type { OutboxRow } from './outbox.ts';

const FORGET_UNCONFIRMED_MS = 7 * DAY_MS;

export interface MailroomParts {
  instance: { kind: 'operational' | 'exercise' | 'demonstration'; baseUrl: string };
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

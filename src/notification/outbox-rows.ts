import type { AlertEvent } from '../alert/alert.ts';
import { hashToken } from '../people/signed-link.ts';
import type { Subscription } from '../people/subscription.ts';
import type { Commune, Contact, Language } from '../territory/commune.ts';
import type { AnswerWays } from './answer-ways.ts';
import { recipientsOf } from './audience.ts';
import { confirmationMessage, type Issuer, type MessageContext, messageFor } from './message.ts';
import { type ChannelName, type OutboxRow, outboxId, type Recipient } from './outbox.ts';

export interface OutboxContext extends MessageContext {
  /** The page that leaves in one step, signed for one subscription. */
  leaveUrl(subscription: string, language: Language): string;
  /** Contacts asked to answer in this alert so far, by id. */
  asked: ReadonlySet<string>;
  /** How a contact answers what an event asks; `null` where nothing is asked any more. */
  answerWays(event: AlertEvent, contact: Contact): AnswerWays | null;
}

const contactChannels: readonly ChannelName[] = ['log', 'email'];
const residentChannels: readonly ChannelName[] = ['email'];

/** All messages of one event: who is told, by what, in which words. The same event gives the same rows with the same ids. */
export function outboxRowsFor(
  event: AlertEvent,
  commune: Commune,
  confirmed: readonly Subscription[],
  context: OutboxContext,
): OutboxRow[] {
  const { contacts, residents } = recipientsOf(event, commune, confirmed, context.asked);
  return [
    ...contacts.flatMap((contact) => rowsForContact(event, contact, commune, context)),
    ...residents.flatMap((resident) => rowsForResident(event, resident, commune, context)),
  ];
}

/** The one message to an address that has not confirmed. A new token is a new message. */
export function confirmationRow(
  subscription: Subscription,
  commune: Commune,
  token: string,
  issuer: Issuer,
): OutboxRow {
  const { id, language, requestedAt } = subscription;
  const event = `confirm:${hashToken(token).slice(0, 16)}`;
  const message = confirmationMessage(language, commune, token, issuer);
  return rowOf(event, commune, { kind: 'unconfirmed', id }, 'email', language, message, requestedAt);
}

function rowsForContact(event: AlertEvent, contact: Contact, commune: Commune, context: OutboxContext): OutboxRow[] {
  const { id, language } = contact;
  const answer = context.answerWays(event, contact);
  const message = messageFor(event, { kind: 'contact', language, answer }, commune, context);
  return contactChannels.map((channel) =>
    rowOf(event.id, commune, { kind: 'contact', id }, channel, language, message, event.at),
  );
}

function rowsForResident(
  event: AlertEvent,
  { id, language }: Subscription,
  commune: Commune,
  context: OutboxContext,
): OutboxRow[] {
  const leaveUrl = context.leaveUrl(id, language);
  const message = messageFor(event, { kind: 'resident', language, leaveUrl }, commune, context);
  return residentChannels.map((channel) =>
    rowOf(event.id, commune, { kind: 'subscription', id }, channel, language, message, event.at),
  );
}

function rowOf(
  event: string,
  commune: Commune,
  recipient: Recipient,
  channel: ChannelName,
  language: Language,
  message: { subject: string; text: string },
  createdAt: number,
): OutboxRow {
  const id = outboxId(event, recipient, channel);
  return { id, event, commune: commune.id, recipient, channel, language, ...message, createdAt };
}

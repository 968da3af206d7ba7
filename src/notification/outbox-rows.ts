import type { AlertEvent } from '../alert/alert.ts';
import { isEndedByAlert } from '../alert/last-told.ts';
import { quietUntil } from '../people/quiet-hours.ts';
import { hashToken } from '../people/signed-link.ts';
import type { Subscription } from '../people/subscription.ts';
import type { ResidentWay } from '../people/way.ts';
import type { Commune, Contact, Language } from '../territory/commune.ts';
import type { AnswerWays } from './asked/answer-ways.ts';
import { askedToCheck, decidersOf, followsAlert, recipientsOf } from './audience.ts';
import type { Webhook } from './machines/webhook.ts';
import { webhookRowsFor } from './machines/webhook-rows.ts';
import { type OutboxRow, outboxId } from './outbox.ts';
import { toGsm } from './phone/gsm-text.ts';
import { isCalled, spokenMessageOf } from './phone/spoken-message.ts';
import { isTexted, notificationTextOf, residentTextOf, textMessageOf } from './phone/text-message.ts';
import type { ResidentTexts } from './residents/resident-texts.ts';
import { isCallable, type Ways, waysTo, waysToResidents } from './ways.ts';
import { aboutOf } from './words/about.ts';
import type { Issuer, Message } from './words/letterhead.ts';
import { alreadyMessage, confirmationMessage, firstNotification } from './words/letters.ts';
import { messageFor } from './words/message.ts';
import { withoutNumbers } from './words/without-numbers.ts';
import { type MessageContext, subjectOf, type Writing, writingFor } from './words/writing.ts';

export interface OutboxContext extends MessageContext {
  /** The page that leaves in one step, signed for one subscription. */
  leaveUrl(subscription: Pick<Subscription, 'id' | 'way'>, language: Language): string;
  /** Where a text message can be answered; `null` where none is taken in. */
  replyNumber: string | null;
  /** Residents were told of danger to life just now or in the hours before: quiet hours do not hold it back, nor its end. */
  isDanger(event: AlertEvent): boolean;
  /** Who takes care of the alert; `null` while nobody does. */
  inHandOf: string | null;
  /** Contacts asked to answer in this alert so far, by id. */
  asked: ReadonlySet<string>;
  /** How a contact answers what an event asks; `null` where nothing is asked any more. */
  answerWays(event: AlertEvent, contact: Contact): AnswerWays | null;
  ways: Ways;
  residentTexts: ResidentTexts | null;
  webhooks: readonly Webhook[];
}

/** All messages of one event: who is told, by what, in which words. The same event gives the same rows with the same ids. */
export function outboxRowsFor(
  event: AlertEvent,
  commune: Commune,
  confirmed: readonly Subscription[],
  context: OutboxContext,
): OutboxRow[] {
  const { contacts, residents } = recipientsOf(event, commune, confirmed, context.asked);
  const outToLook = context.askedToCheckAt === null ? [] : askedToCheck(commune.contacts);
  const follows = { ...context, askedToCheckAt: null };
  const wordsFor = wordsForResidents(event, commune, context);
  return [
    ...contacts.flatMap((contact) => rowsForContact(event, contact, commune, follows)),
    ...outToLook
      .filter((contact) => !contacts.includes(contact) && !isBy(event, contact, commune, context))
      .flatMap((contact) => rowsForContact(event, contact, commune, context)),
    ...residents.flatMap((resident) => rowsForResident(event, resident, commune, context, wordsFor)),
    ...webhookRowsFor(event, commune, context.webhooks, context),
  ];
}

/** The one message to an address that has not confirmed. A new token is a new message. */
export function confirmationRow(
  subscription: Subscription,
  commune: Commune,
  asked: { token: string; replyNumber: string | null },
  issuer: Issuer,
): OutboxRow {
  const { id, way, language, requestedAt } = subscription;
  const event = `confirm:${hashToken(asked.token).slice(0, 16)}`;
  const message = confirmationMessage(language, commune, asked, issuer);
  const recipient = { kind: 'unconfirmed', id } as const;
  const addressed = { event, recipient, channel: way, language, createdAt: requestedAt } as const;
  return { ...rowOf(addressed, commune, asSent(way, message)), about: 'subscription' };
}

/** To a browser that has just subscribed, and needs no confirmation: nobody else can give its address. */
export function firstNotificationRow(subscription: Subscription, commune: Commune, issuer: Issuer): OutboxRow {
  const { id, language, requestedAt } = subscription;
  const recipient = { kind: 'subscription', id } as const;
  const addressed = {
    event: `subscribed:${id}`,
    recipient,
    channel: 'push',
    language,
    createdAt: requestedAt,
  } as const;
  return { ...rowOf(addressed, commune, firstNotification(language, commune, issuer)), about: 'subscription' };
}

/** To an address that is subscribed already: whoever asked for it again learns nothing, the person at the address does. */
export function alreadyRow(
  { id, way }: Subscription,
  commune: Commune,
  asked: { token: string; at: number; leaveUrl: string; replyNumber: string | null; language: Language },
  issuer: Issuer,
): OutboxRow {
  const { token, at, language } = asked;
  const message = alreadyMessage(language, commune, asked, issuer);
  const event = `already:${hashToken(token).slice(0, 16)}`;
  const recipient = { kind: 'subscription', id } as const;
  const addressed = { event, recipient, channel: way, language, createdAt: at } as const;
  return { ...rowOf(addressed, commune, asSent(way, message)), about: 'subscription' };
}

function rowsForContact(event: AlertEvent, contact: Contact, commune: Commune, context: OutboxContext): OutboxRow[] {
  const { id, language } = contact;
  const answer = context.answerWays(event, contact);
  const reader = { kind: 'contact', language, answer } as const;
  const message = messageFor(event, reader, commune, context);
  const addressed = { event: event.id, recipient: { kind: 'contact', id }, language, createdAt: event.at } as const;
  const writing = () => writingFor(event, reader, commune, context);
  const ways = waysTo(contact, context.ways);
  const isMailed = ways.includes('email');
  const about = aboutOf(event, followsAlert(event, contact, context.asked));
  const rows = [
    rowOf({ ...addressed, channel: 'log' }, commune, message),
    ...(isMailed ? [rowOf({ ...addressed, channel: 'email' }, commune, message)] : []),
    // What is left to mail goes by text message where there is no mail.
    ...(ways.includes('sms') && (isTexted(event) || context.askedToCheckAt !== null || !isMailed)
      ? [rowOf({ ...addressed, channel: 'sms' }, commune, { ...message, text: textMessageOf(writing(), answer) })]
      : []),
    ...(isCallable(contact, context.ways) && isCalled(event) && isWoken(event, contact, commune, answer, context)
      ? [rowOf({ ...addressed, channel: 'voice' }, commune, { ...message, text: spokenMessageOf(writing()) })]
      : []),
  ];
  // One call says all that is asked: who did not get the one before gets this.
  return rows.map((row) => ({ ...row, about: row.channel === 'voice' ? 'level' : about }));
}

/** Whether a call is for a contact: an exercise calls nobody. Who is out to look is awake, and so is who answered: the others may have left it to them to decide. */
function isWoken(
  event: AlertEvent,
  contact: Contact,
  commune: Commune,
  answer: AnswerWays | null,
  context: OutboxContext,
): boolean {
  if (event.exercise) return false;
  if (event.kind === 'undecided')
    return decidersOf(commune.contacts).includes(contact) && !isWho(context.inHandOf, contact, commune, context);
  return answer !== null && !isBy(event, contact, commune, context) && context.askedToCheckAt === null;
}

/** Whoever answers, decides or hands an alert back is awake, and knows it. */
function isBy({ reason }: AlertEvent, contact: Contact, commune: Commune, context: OutboxContext): boolean {
  return reason.because === 'person' && isWho(reason.person, contact, commune, context);
}

/**
 * Whether a contact is that person on record: who answers by a message is there as the contact; who logs in under the id of an account, known by
 * its name. Which of several of that name it is nobody knows then: better one is called who is awake than nobody.
 */
function isWho(person: string | null, contact: Contact, { contacts }: Commune, { names }: OutboxContext): boolean {
  const called = person === null ? null : names.person(person);
  const named = contacts.filter(({ name }) => name === called);
  const own = named.find(({ id }) => id === person);
  return named.includes(contact) && (own ? [own] : named).every((each) => reachOf(each) === reachOf(contact));
}

/** One person may be a contact in two roles. */
function reachOf({ phone, email }: Contact): string {
  return phone ?? email;
}

/** Told to one resident, by the way of the subscription: nothing where the town has no such way. */
export function rowsForResident(
  event: AlertEvent,
  { id, way, language, quietHours }: Subscription,
  commune: Commune,
  context: OutboxContext,
  wordsFor = wordsForResidents(event, commune, context),
): OutboxRow[] {
  if (!waysToResidents(context).includes(way)) return [];
  // Who took part in an exercise must know at once that what begins is real.
  const isUrgent = isEndedByAlert(event) || (!event.exercise && context.isDanger(event));
  const quietTo = quietHours && !isUrgent ? quietUntil(quietHours, event.at, commune.timeZone) : null;
  const message = wordsFor(way, language, context.leaveUrl({ id, way }, language), quietTo !== null);
  const recipient = { kind: 'subscription', id } as const;
  const addressed = { event: event.id, recipient, channel: way, language, createdAt: event.at } as const;
  // Residents hear of nothing but what holds now: the newest message says all of it.
  const about = event.exercise ? 'alert' : 'level';
  return [{ ...rowOf(addressed, commune, message), about, notBefore: quietTo ?? 0 }];
}

/** By one way and in one language all read the same but for the link by which they leave: of thousands it is written once. */
function wordsForResidents(
  event: AlertEvent,
  commune: Commune,
  context: OutboxContext,
): (way: ResidentWay, language: Language, leaveUrl: string, isHeld: boolean) => Message {
  const written = new Map<string, { message: Message; linked: string }>();
  return (way, language, leaveUrl, isHeld) => {
    // How much has room in a text message is a matter of how long its link is.
    const alike = `${way} ${language} ${leaveUrl.length} ${isHeld}`;
    const known = written.get(alike);
    if (known) return { ...known.message, text: known.message.text.replaceAll(known.linked, () => leaveUrl) };
    const reader = { kind: 'resident', language, leaveUrl } as const;
    // What waits for the end of quiet hours is read in the morning.
    const isLater = isHeld && event.kind === 'released';
    const [said, grounds] = isLater ? [withoutNumbers(event), { ...context, basis: null }] : [event, context];
    const messages: Record<ResidentWay, () => Message> = {
      email: () => messageFor(said, reader, commune, grounds),
      sms: () => residentText(writingFor(said, reader, commune, grounds), leaveUrl, context),
      push: () => notification(writingFor(said, reader, commune, grounds)),
    };
    const message = messages[way]();
    written.set(alike, { message, linked: leaveUrl });
    return message;
  };
}

function residentText(writing: Writing, leaveUrl: string, { replyNumber }: OutboxContext): Message {
  const leave = writing.around.leaveByText(leaveUrl, replyNumber);
  return { subject: subjectOf(writing), text: residentTextOf(writing, leave) };
}

function notification(writing: Writing): Message {
  return { subject: subjectOf(writing), text: notificationTextOf(writing) };
}

function asSent(way: ResidentWay, { subject, text, short }: Message & { short: string }): Message {
  return { subject, text: way === 'sms' ? toGsm(short) : text };
}

function rowOf(
  addressed: Pick<OutboxRow, 'event' | 'recipient' | 'channel' | 'language' | 'createdAt'>,
  { id: commune }: Commune,
  message: Pick<OutboxRow, 'subject' | 'text'>,
): OutboxRow {
  const id = outboxId(addressed.event, addressed.recipient, addressed.channel);
  return { id, ...addressed, commune, ...message, about: 'alert', notBefore: 0 };
}

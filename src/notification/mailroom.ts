import { type Alert, type AlertEvent, answerTo, type CommuneState, isMistake } from '../alert/alert.ts';
import { lastTold } from '../alert/last-told.ts';
import type { ForecastStore } from '../forecast/forecast-store.ts';
import type { Clock, Instant } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { DAY_MS, HOUR_MS } from '../lib/units.ts';
import type { AccountStore } from '../people/account.ts';
import { mailboxOf } from '../people/mailbox-of.ts';
import type { RequestLimit } from '../people/request-refusals.ts';
import { addressMark, hashToken, signId } from '../people/signed-link.ts';
import { CONFIRMABLE_MS, type Request, type Subscription, type SubscriptionStore } from '../people/subscription.ts';
import type { DecisionStore } from '../policy/decision-store.ts';
import type { Commune, Contact, Language } from '../territory/commune.ts';
import type { Network } from '../territory/network.ts';
import { namesOf } from '../text/names.ts';
import type { AnswerWays } from './answer-ways.ts';
import { groundsOf } from './basis.ts';
import type { Caveats } from './caveat-lines.ts';
import type { Envelope, Notice } from './channel.ts';
import { askedBy } from './escalation.ts';
import { eventsOfAlert } from './event-history.ts';
import type { Journal } from './journal.ts';
import type { Issuer } from './letterhead.ts';
import { ANSWERED_MEANWHILE, ASKED_NO_MORE, NUMBER_GONE, noChannel, type OutboxRow, RECIPIENT_GONE } from './outbox.ts';
import {
  alreadyRow,
  confirmationRow,
  firstNotificationRow,
  type OutboxContext,
  outboxRowsFor,
  rowsForResident,
} from './outbox-rows.ts';
import { answerToken, expiryOf, refusalOf, replyCode } from './question.ts';
import type { ResidentTexts } from './resident-texts.ts';
import { wakes } from './spoken-message.ts';
import { type Ways, waysToResidents } from './ways.ts';
import type { Webhook } from './webhook.ts';

/** An address that anybody may type is written to so often a day, whatever is asked for it. */
const REQUESTS_A_DAY = 3;
/**
 * All such addresses together: more than a town that was told of it at a fair, fewer than what makes a mail server distrust us.
 * For hundreds of communes it is as many as a tenth of that in each, or a newspaper closes the form to all of them.
 */
const ALL_MAILS_A_DAY = 1_000;
const MAILS_A_COMMUNE = 100;
const AWAKE_MS = 12 * HOUR_MS;

export interface MailroomParts {
  issuer: Issuer;
  communes: ReadonlyMap<string, Commune>;
  network: Network;
  accounts: AccountStore;
  subscriptions: SubscriptionStore;
  journal: Pick<Journal, 'state' | 'event' | 'events' | 'enqueue'>;
  decisions: Pick<DecisionStore, 'last'>;
  forecasts: Pick<ForecastStore, 'latest'>;
  clock: Clock;
  linkKey: Buffer;
  /** Where a text message answers; `null` where none are taken in. */
  replyNumber: string | null;
  ways: Ways;
  /** `null` where residents are told by mail alone. */
  residentTexts: ResidentTexts | null;
  /** Machines that are told. */
  webhooks: readonly Webhook[];
  atomically(work: () => void): void;
  /** A secret that nobody can guess, for one confirmation link. */
  newToken(): string;
}

/** Writes messages with the names, addresses and links that the stores know. */
export interface Mailroom {
  /** The messages of one transition; `state` is the one after it. */
  messagesOf(events: readonly AlertEvent[], state: Pick<CommuneState, 'commune' | 'alert'>): OutboxRow[];
  /**
   * Writes a resident's request and its confirmation message; says nothing of whether the address was known. The limit that was reached
   * where nothing is written: of that address, or of a day in all.
   */
  requestSubscription(commune: string, request: Request): RequestLimit | null;
  /** A browser subscribes, and is told that it has: its subscription, the earlier one where it had; the limit that was reached where there is none. */
  subscribeBrowser(commune: string, browser: Pick<Request, 'address' | 'language'>): Result<Subscription, RequestLimit>;
  /** A resident says yes to a confirmation link. Where an instruction is in force they get it as everybody else did. `null` where the link is dead. */
  confirmSubscription(token: string): Subscription | null;
  /** The same by a reply from the phone that was asked. False where residents are told so no more. */
  confirmRequest(subscription: Subscription): boolean;
  /** Why there is nobody to send it to, where the recipient has left or has no such address any more. */
  lookUp(row: OutboxRow): Result<Envelope, string>;
}

export function createMailroom(parts: MailroomParts): Mailroom {
  const { issuer, communes, subscriptions, journal, clock } = parts;

  const mostMails = Math.max(ALL_MAILS_A_DAY, MAILS_A_COMMUNE * communes.size);

  const contactOf = (commune: string, id: string) => communes.get(commune)?.contacts.find((each) => each.id === id);
  const leaveUrl = ({ id, way }: Pick<Subscription, 'id' | 'way'>, language: Language) =>
    way === 'sms'
      ? `${issuer.baseUrl}/s/${signId('stop', id, parts.linkKey)}`
      : `${issuer.baseUrl}/${language}/subscriptions/leave/${signId('leave', id, parts.linkKey)}`;
  const answerWays = (event: AlertEvent, { id, language, phone }: Contact): AnswerWays => {
    const asked = { event: event.id, contact: id };
    return {
      url: `${issuer.baseUrl}/${language}/acknowledge/${answerToken(asked, parts.linkKey)}`,
      until: expiryOf(event),
      reply: phone && parts.replyNumber ? { code: replyCode(asked, parts.linkKey), number: parts.replyNumber } : null,
    };
  };
  /** Why nobody is woken by what an event asked; `null` while its alert waits for an answer. */
  const whyUncalled = ({ commune, event }: OutboxRow): string | null => {
    const alert = journal.state(commune)?.alert;
    if (!alert || alert.id !== journal.event(event)?.alert || !wakes(alert.level)) return ASKED_NO_MORE;
    return answerTo(alert) ? ANSWERED_MEANWHILE : null;
  };
  /** The forecast that was judged at that very moment. */
  const forecastOf = (station: string, at: Instant): Caveats | null => {
    const forecast = parts.forecasts.latest(station, at);
    return forecast?.issuedAt === at ? forecast : null;
  };

  /** What the messages of an event say beside it; `story`: all events of its alert, oldest first. */
  const contextOf = (
    event: AlertEvent,
    story: readonly AlertEvent[],
    commune: Commune,
    alert: Alert | null,
  ): OutboxContext => ({
    issuer,
    names: namesOf(parts, commune),
    telling: alert?.telling ?? null,
    ...groundsOf(event, story, parts.decisions),
    caveatsOf: ({ station, at, exercise }) => (exercise || station === null ? null : forecastOf(station, at)),
    leaveUrl,
    replyNumber: parts.replyNumber,
    ways: parts.ways,
    residentTexts: parts.residentTexts,
    webhooks: parts.webhooks,
    isDanger: (each) => toldOfDanger(story, each.at),
    // Who took the place of somebody who was asked hears what becomes of the alert as well.
    asked: askedBy(story, commune.contacts, () => null),
    answerWays: (each, contact) =>
      refusalOf(each, contact.id, alert, story, each.at) ? null : answerWays(each, contact),
  });

  /** What is played, and that a browser has subscribed, is of no alert. */
  function noticeOf({ commune, event, language, about }: OutboxRow): Notice {
    const real = journal.event(event);
    const otherwise = about === 'subscription' ? 'subscription' : 'exercise';
    return {
      path: `/${language}/communes/${commune}`,
      about: real?.alert ?? `${commune}/${otherwise}`,
      level: real && levelTold(real),
    };
  }

  function confirmRequest(found: Subscription): boolean {
    const now = clock.now();
    const commune = communes.get(found.commune);
    if (!commune || !waysToResidents(parts).includes(found.way)) return false;
    parts.atomically(() => {
      if (!subscriptions.confirm(found.id, now)) return;
      const alert = journal.state(commune.id)?.alert ?? null;
      const story = eventsOfAlert(journal, commune.id, alert?.id);
      const told = lastTold(story, 'public');
      if (told === undefined) return;
      // Whoever presses the button is awake.
      for (const row of rowsForResident(told, found, commune, contextOf(told, story, commune, alert)))
        journal.enqueue({ ...row, createdAt: now, notBefore: 0 });
    });
    return true;
  }

  /** A secret as long as it needs to be: 96 bits where it stands in a text message. */
  const newToken = (way: Request['way']) => parts.newToken().slice(0, way === 'sms' ? 16 : undefined);
  const mostADay = ({ way }: Request) => (way === 'sms' ? (parts.residentTexts?.requestsPerDay ?? 0) : mostMails);

  return {
    messagesOf(events, state) {
      const commune = communes.get(state.commune);
      if (!commune || events.length === 0) return [];
      const confirmed = subscriptions.confirmed(commune.id);
      const story = [...eventsOfAlert(journal, commune.id, state.alert?.id ?? events.at(-1)?.alert), ...events];
      return events.flatMap((event) =>
        outboxRowsFor(event, commune, confirmed, contextOf(event, story, commune, state.alert)),
      );
    },
    confirmSubscription(token) {
      const found = subscriptions.findByConfirmToken(hashToken(token), clock.now() - CONFIRMABLE_MS);
      return found && confirmRequest(found) ? found : null;
    },
    confirmRequest,
    requestSubscription(id, request) {
      const { way, address, language } = request;
      const requestedAt = clock.now();
      const since = requestedAt - DAY_MS;
      if (subscriptions.requestsSince(way, since) >= mostADay(request)) return 'day';
      let reached: RequestLimit | null = null;
      // The same work in one transaction whether the address was known or not: nobody can tell by the time it takes.
      parts.atomically(() => {
        const commune = communes.get(id);
        if (!commune) return;
        subscriptions.forgetUnconfirmed(requestedAt - CONFIRMABLE_MS);
        const mark = addressMark(way === 'email' ? mailboxOf(address) : address, parts.linkKey);
        if (!subscriptions.countRequest(way, mark, requestedAt, since, REQUESTS_A_DAY)) {
          reached = 'address';
          return;
        }
        const { replyNumber } = parts;
        const token = newToken(way);
        const asked = { ...request, id: newToken(way), commune: id, requestedAt, confirmedAt: null };
        const known = subscriptions.request(asked, hashToken(token));
        const again = known && { token, at: requestedAt, leaveUrl: leaveUrl(known, language), replyNumber, language };
        journal.enqueue(
          again
            ? alreadyRow(known, commune, again, issuer)
            : confirmationRow(asked, commune, { token, replyNumber }, issuer),
        );
      });
      return reached;
    },
    subscribeBrowser(id, { address, language }) {
      const commune = communes.get(id);
      const known = subscriptions.findByAddress(id, address);
      if (known) return ok(known);
      const requestedAt = clock.now();
      const since = requestedAt - DAY_MS;
      if (!commune || subscriptions.requestsSince('push', since) >= mostMails) return err('day');
      const asked = { id: parts.newToken(), commune: id, way: 'push', address, language } as const;
      const subscription = { ...asked, requestedAt, confirmedAt: null, quietHours: null };
      let isTaken = false;
      parts.atomically(() => {
        const mark = addressMark(address, parts.linkKey);
        isTaken = subscriptions.countRequest('push', mark, requestedAt, since, REQUESTS_A_DAY);
        if (!isTaken) return;
        subscriptions.request(subscription, hashToken(parts.newToken()));
        journal.enqueue(firstNotificationRow(subscription, commune, issuer));
        confirmRequest(subscription);
      });
      return isTaken ? ok(subscription) : err('address');
    },
    lookUp(row) {
      const { recipient } = row;
      if (recipient.kind === 'contact') {
        const contact = contactOf(row.commune, recipient.id);
        if (!contact) return err(RECIPIENT_GONE);
        const uncalled = row.channel === 'voice' && !row.test ? whyUncalled(row) : null;
        if (uncalled !== null) return err(uncalled);
        const address = row.channel === 'sms' || row.channel === 'voice' ? contact.phone : contact.email;
        return address === null ? err(NUMBER_GONE) : ok({ row, address, name: contact.name, leaveUrl: null });
      }
      if (recipient.kind === 'webhook') {
        const webhook = parts.webhooks.find(
          ({ id, communes: own }) => id === recipient.id && own.includes(row.commune),
        );
        return webhook ? ok({ row, address: webhook.url, name: webhook.id, leaveUrl: null }) : err(RECIPIENT_GONE);
      }
      const resident = subscriptions.find(recipient.id);
      if (!resident || (recipient.kind === 'subscription') !== (resident.confirmedAt !== null))
        return err(RECIPIENT_GONE);
      if (!waysToResidents(parts).includes(resident.way)) return err(noChannel(resident.way));
      const leave = recipient.kind === 'subscription' ? leaveUrl(resident, row.language) : null;
      const notice = resident.way === 'push' ? { notice: noticeOf(row) } : {};
      return ok({ row, address: resident.address, name: '', leaveUrl: leave, ...notice });
    },
  };
}

/** Whoever was woken by a danger is told at once when it is over, quiet hours or not. */
function toldOfDanger(story: readonly AlertEvent[], at: Instant): boolean {
  return story.some(
    (each) => each.audience === 'public' && levelTold(each) === 'danger' && each.at <= at && at - each.at < AWAKE_MS,
  );
}

function levelTold({ level, reason }: AlertEvent): AlertEvent['level'] {
  return isMistake(reason) ? reason.told : level;
}

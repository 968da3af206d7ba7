import { type Alert, type AlertEvent, answerTo, type CommuneState, isMistake } from '../alert/alert.ts';
import { lastTold } from '../alert/last-told.ts';
import type { ForecastStore } from '../forecast/forecast-store.ts';
import type { Clock, Instant } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { DAY_MS, HOUR_MS } from '../lib/units.ts';
import type { AccountStore } from '../people/account.ts';
import type { QuietHours } from '../people/quiet-hours.ts';
import { hashToken, signId } from '../people/signed-link.ts';
import { CONFIRMABLE_MS, type Subscription, type SubscriptionStore } from '../people/subscription.ts';
import type { DecisionStore } from '../policy/decision-store.ts';
import type { Commune, Contact, Language } from '../territory/commune.ts';
import type { Network } from '../territory/network.ts';
import { namesOf } from '../text/names.ts';
import type { AnswerWays } from './answer-ways.ts';
import { groundsOf } from './basis.ts';
import type { Caveats } from './caveat-lines.ts';
import type { Envelope } from './channel.ts';
import { askedBy } from './escalation.ts';
import { eventsOfAlert } from './event-history.ts';
import type { Journal } from './journal.ts';
import type { Issuer } from './letterhead.ts';
import { ANSWERED_MEANWHILE, NUMBER_GONE, type OutboxRow, RECIPIENT_GONE } from './outbox.ts';
import { alreadyRow, confirmationRow, type OutboxContext, outboxRowsFor, rowsForResident } from './outbox-rows.ts';
import { answerToken, expiryOf, refusalOf, replyCode } from './question.ts';
import type { Ways } from './ways.ts';

/** An address that anybody may type is written to so often a day, whatever is asked for it. */
const MAILS_A_DAY = 3;
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
  journal: Journal;
  decisions: Pick<DecisionStore, 'last'>;
  forecasts: Pick<ForecastStore, 'latest'>;
  clock: Clock;
  linkKey: Buffer;
  /** Where a text message answers; `null` where none are taken in. */
  replyNumber: string | null;
  ways: Ways;
  atomically(work: () => void): void;
  /** A secret that nobody can guess, for one confirmation link. */
  newToken(): string;
}

/** Writes messages with the names, addresses and links that the stores know. */
export interface Mailroom {
  /** The messages of one transition; `state` is the one after it. */
  messagesOf(events: readonly AlertEvent[], state: Pick<CommuneState, 'commune' | 'alert'>): OutboxRow[];
  /**
   * Writes a resident's request and its confirmation message; says nothing of whether the address was known. False where so many
   * were asked for in a day that no more are taken.
   */
  requestSubscription(commune: string, email: string, language: Language, quietHours: QuietHours | null): boolean;
  /** A resident says yes to a confirmation link. Where an instruction is in force they get it as everybody else did. `null` where the link is dead. */
  confirmSubscription(token: string): Subscription | null;
  /** Why there is nobody to send it to, where the recipient has left or has no such address any more. */
  lookUp(row: OutboxRow): Result<Envelope, string>;
}

export function createMailroom(parts: MailroomParts): Mailroom {
  const { issuer, communes, subscriptions, journal, clock } = parts;

  const mostMails = Math.max(ALL_MAILS_A_DAY, MAILS_A_COMMUNE * communes.size);

  const contactOf = (commune: string, id: string) => communes.get(commune)?.contacts.find((each) => each.id === id);
  const leaveUrl = (id: string, language: Language) =>
    `${issuer.baseUrl}/${language}/subscriptions/leave/${signId('leave', id, parts.linkKey)}`;
  const answerWays = (event: AlertEvent, { id, language, phone }: Contact): AnswerWays => {
    const asked = { event: event.id, contact: id };
    return {
      url: `${issuer.baseUrl}/${language}/acknowledge/${answerToken(asked, parts.linkKey)}`,
      until: expiryOf(event),
      reply: phone && parts.replyNumber ? { code: replyCode(asked, parts.linkKey), number: parts.replyNumber } : null,
    };
  };
  /** Whether an alert waits for somebody to answer it. */
  const waits = (commune: string): boolean => {
    const alert = journal.state(commune)?.alert;
    return !!alert && !answerTo(alert);
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
    ways: parts.ways,
    isDanger: (each) => toldOfDanger(story, each.at),
    // Who took the place of somebody who was asked hears what becomes of the alert as well.
    asked: askedBy(story, commune.contacts, () => null),
    answerWays: (each, contact) =>
      refusalOf(each, contact.id, alert, story, each.at) ? null : answerWays(each, contact),
  });

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
      const now = clock.now();
      const found = subscriptions.findByConfirmToken(hashToken(token), now - CONFIRMABLE_MS);
      const commune = found && communes.get(found.commune);
      if (!found || !commune) return null;
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
      return found;
    },
    requestSubscription(id, email, language, quietHours) {
      const requestedAt = clock.now();
      if (subscriptions.mailsSince(requestedAt - DAY_MS) >= mostMails) return false;
      // The same work in one transaction whether the address was known or not: nobody can tell by the time it takes.
      parts.atomically(() => {
        const commune = communes.get(id);
        if (!commune) return;
        subscriptions.forgetUnconfirmed(requestedAt - CONFIRMABLE_MS);
        if (!subscriptions.countMail(email, requestedAt, requestedAt - DAY_MS, MAILS_A_DAY)) return;
        const token = parts.newToken();
        const asked = {
          id: parts.newToken(),
          commune: id,
          email,
          language,
          requestedAt,
          confirmedAt: null,
          quietHours,
        };
        const known = subscriptions.request(asked, hashToken(token));
        journal.enqueue(
          known
            ? alreadyRow(
                known,
                commune,
                { token, at: requestedAt, leaveUrl: leaveUrl(known.id, language), language },
                issuer,
              )
            : confirmationRow(asked, commune, token, issuer),
        );
      });
      return true;
    },
    lookUp(row) {
      const { recipient } = row;
      if (recipient.kind === 'contact') {
        const contact = contactOf(row.commune, recipient.id);
        if (!contact) return err(RECIPIENT_GONE);
        if (row.channel === 'voice' && !row.test && !waits(row.commune)) return err(ANSWERED_MEANWHILE);
        const address = row.channel === 'sms' || row.channel === 'voice' ? contact.phone : contact.email;
        return address === null ? err(NUMBER_GONE) : ok({ row, address, name: contact.name, leaveUrl: null });
      }
      const resident = subscriptions.find(recipient.id);
      if (!resident || (recipient.kind === 'subscription') !== (resident.confirmedAt !== null))
        return err(RECIPIENT_GONE);
      const leave = recipient.kind === 'subscription' ? leaveUrl(resident.id, row.language) : null;
      return ok({ row, address: resident.email, name: '', leaveUrl: leave });
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

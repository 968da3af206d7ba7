import type { AlertEvent } from '../../alert/alert.ts';
import { lastTold } from '../../alert/last-told.ts';
import type { Clock, Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { DAY_MS } from '../../lib/units.ts';
import { mailboxOf } from '../../people/mailbox-of.ts';
import type { RequestLimit } from '../../people/request-refusals.ts';
import { addressMark, hashToken } from '../../people/signed-link.ts';
import { CONFIRMABLE_MS, type Request, type Subscription, type SubscriptionStore } from '../../people/subscription.ts';
import type { Journal } from '../journal.ts';
import { alreadyRow, confirmationRow, firstNotificationRow, rowsForResident } from '../outbox-rows.ts';
import { waysToResidents } from '../ways.ts';
import { type ContextParts, contextOf } from '../words/context-of.ts';
import { eventsOfAlert } from '../words/event-history.ts';
import { withoutNumbers } from '../words/without-numbers.ts';
import { leaveUrlOf } from './leave-url.ts';

/** An address that anybody may type is written to so often a day, whatever is asked for it. */
const REQUESTS_A_DAY = 3;
/**
 * All such addresses together: more than a town that was told of it at a fair, fewer than what makes a mail server distrust us.
 * For hundreds of communes it is as many as a tenth of that in each, or a newspaper closes the form to all of them.
 */
const ALL_MAILS_A_DAY = 1_000;
const MAILS_A_COMMUNE = 100;
export interface SubscribingParts extends ContextParts {
  subscriptions: SubscriptionStore;
  journal: Pick<Journal, 'state' | 'events' | 'enqueue'>;
  clock: Clock;
  atomically(work: () => void): void;
  /** A secret that nobody can guess, for one confirmation link. */
  newToken(): string;
}

/** Residents ask to be told, and say that it was they. */
export interface Subscribing {
  /**
   * Writes a resident's request and its confirmation message; says nothing of whether the address was known. The limit that was reached
   * where nothing is written: of that address, or of a day in all.
   */
  requestSubscription(commune: string, request: Request): RequestLimit | null;
  /** A browser subscribes, and is told that it has: its subscription, the earlier one where it had, from now on in this language; the limit that was reached where there is none. */
  subscribeBrowser(commune: string, browser: Pick<Request, 'address' | 'language'>): Result<Subscription, RequestLimit>;
  /** A resident says yes to a confirmation link. Where an instruction is in force they get it as everybody else did. `null` where the link is dead. */
  confirmSubscription(token: string): Subscription | null;
  /** The same by a reply from the phone that was asked. False where residents are told so no more. */
  confirmRequest(subscription: Subscription): boolean;
}

export function createSubscribing(parts: SubscribingParts): Subscribing {
  const { issuer, communes, subscriptions, journal, clock } = parts;
  const mostMails = Math.max(ALL_MAILS_A_DAY, MAILS_A_COMMUNE * communes.size);

  function confirmRequest(found: Subscription): boolean {
    const now = clock.now();
    const commune = communes.get(found.commune);
    if (!commune || !waysToResidents(parts).includes(found.way)) return false;
    parts.atomically(() => {
      if (!subscriptions.confirm(found.id, now)) return;
      const alert = journal.state(commune.id)?.alert ?? null;
      const story = eventsOfAlert(journal, commune.id, alert?.id);
      const last = lastTold(story, 'public');
      if (last === undefined) return;
      const told = toldLater(last, now);
      // Whoever presses the button is awake.
      for (const row of rowsForResident(told, found, commune, contextOf(parts, told, story, commune, alert)))
        journal.enqueue({ ...row, createdAt: now, notBefore: 0 });
    });
    return true;
  }

  /** A secret as long as it needs to be: 96 bits where it stands in a text message. */
  const newToken = (way: Request['way']) => parts.newToken().slice(0, way === 'sms' ? 16 : undefined);
  const mostADay = ({ way }: Request) => (way === 'sms' ? (parts.residentTexts?.requestsPerDay ?? 0) : mostMails);

  return {
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
        const again = known && {
          token,
          at: requestedAt,
          leaveUrl: leaveUrlOf(known, language, parts),
          replyNumber,
          language,
        };
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
      if (known && known.language === language) return ok(known);
      // Where the site's data was cleared the page cannot know that it is subscribed, and the button is pressed anew.
      if (known) {
        parts.atomically(() => subscriptions.change(known.id, { language, quietHours: known.quietHours }));
        return ok({ ...known, language });
      }
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
  };
}

/** To whoever subscribes hours or days into a flood: a release rests on what is judged now. */
function toldLater(event: AlertEvent, now: Instant): AlertEvent {
  return { ...withoutNumbers(event), at: event.kind === 'released' ? now : event.at };
}

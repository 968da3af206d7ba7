import {
  ANSWERED_MEANWHILE,
  ASKED_NO_MORE,
  BROWSER_GONE,
  COMMUNE_AWAY,
  type Delivery,
  EXERCISE_OVER,
  MAILBOX_FULL,
  NEEDLESS,
  NO_ANSWER,
  NO_SUCH_SERVICE,
  NOT_ON_PHONE,
  NUMBER_GONE,
  noChannel,
  ONLY_HERE,
  REAL_FIRST,
  RECIPIENT_GONE,
  REPLACED_BY,
  TOOK_TOO_LONG,
} from '../../notification/outbox.ts';
import { causeOf } from '../../notification/words/cause-of.ts';
import { dayAndTime } from '../local-time.ts';
import type { Speech } from '../speech.ts';

/** What became of a message. */
export function deliveryText(speech: Speech, delivery: Delivery, timeZone: string): string {
  const { page, language } = speech;
  const { mayor } = page;
  const reported = reportText(speech, delivery, timeZone);
  if (reported !== null) return reported;
  if (delivery.status === 'sent') return mayor.sent(dayAndTime(delivery.sentAt, timeZone, language));
  if (delivery.status === 'dropped') {
    if (delivery.reason.startsWith(REPLACED_BY)) return mayor.replaced;
    return `${isNoFault(delivery.reason) ? '–' : '✗'} ${mayor.dropped(whyNotSent(page, delivery.reason))}`;
  }
  return delivery.lastError === null
    ? mayor.pending(delivery.attempts)
    : mayor.failing(delivery.attempts, whyNotSent(page, delivery.lastError));
}

/** Nobody needs it any more, or it was never to leave this machine. */
function isNoFault(reason: string): boolean {
  return NEEDLESS.includes(reason) || reason.includes(ONLY_HERE);
}

/** What the gateway reports of the phone; `null` where it has not. */
export function reportText({ page, language }: Speech, delivery: Delivery, timeZone: string): string | null {
  if (delivery.status === 'dropped')
    return delivery.reason.startsWith(NOT_ON_PHONE) ? `✗ ${whyNotSent(page, delivery.reason)}` : null;
  if (delivery.status !== 'sent') return null;
  const { deliveredAt, underwayAs } = delivery;
  if (deliveredAt !== undefined) return page.mayor.onPhone(dayAndTime(deliveredAt, timeZone, language));
  return underwayAs === undefined ? null : page.mayor.underway(underwayAs);
}

/** Why a message was not sent, or not yet: in the reader's language where that is for this installation to say, else what the provider said, after what its codes mean. */
export function whyNotSent({ mayor: { because, causes } }: Speech['page'], reason: string): string {
  if (reason.startsWith(NOT_ON_PHONE)) return reason.replace(`${NOT_ON_PHONE}:`, `${because.notOnPhone} –`);
  const ours = [
    [RECIPIENT_GONE, because.recipientGone],
    [COMMUNE_AWAY, because.communeAway],
    [NUMBER_GONE, because.numberGone],
    [noChannel('email'), because.noMail],
    [noChannel('sms'), because.noGateway],
    [noChannel('voice'), because.noCalls],
    [noChannel('push'), because.noPush],
    [noChannel('webhook'), because.noWebhook],
    [BROWSER_GONE, because.browserGone],
    [ANSWERED_MEANWHILE, because.answered],
    [ASKED_NO_MORE, because.askedNoMore],
    [EXERCISE_OVER, because.exerciseOver],
    [REAL_FIRST, because.realFirst],
  ] as const;
  const naming = [
    [ONLY_HERE, because.onlyHere],
    [NO_SUCH_SERVICE, because.noSuchService],
    [TOOK_TOO_LONG, because.tookTooLong],
    [NO_ANSWER, because.tookTooLong],
  ] as const;
  const own = (ours.find(([known]) => reason.startsWith(known)) ??
    naming.find(([known]) => reason.includes(known)))?.[1];
  const cause = causeOf(reason);
  return own ?? (cause === null ? reason : `${causes[cause]} – ${reason.replace(`${MAILBOX_FULL}: `, '')}`);
}

import { answerTo } from '../alert/alert.ts';
import { levelTold } from '../alert/last-told.ts';
import type { Clock } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { SubscriptionStore } from '../people/subscription.ts';
import type { Commune } from '../territory/commune.ts';
import { undecidedSince } from './asked/ask-to-decide.ts';
import type { Envelope, Notice } from './channel.ts';
import type { Journal } from './journal.ts';
import {
  ANSWERED_MEANWHILE,
  ASKED_NO_MORE,
  COMMUNE_AWAY,
  NUMBER_GONE,
  noChannel,
  type OutboxRow,
  RECIPIENT_GONE,
} from './outbox.ts';
import type { OutboxContext } from './outbox-rows.ts';
import { saidLate } from './phone/said-late.ts';
import { wakes } from './phone/spoken-message.ts';
import { leaveUrlOf } from './residents/leave-url.ts';
import { waysToResidents } from './ways.ts';
import type { Issuer } from './words/letterhead.ts';

export interface LookUpParts extends Pick<OutboxContext, 'ways' | 'residentTexts' | 'webhooks'> {
  issuer: Pick<Issuer, 'name' | 'baseUrl'>;
  clock: Clock;
  communes: ReadonlyMap<string, Commune>;
  subscriptions: Pick<SubscriptionStore, 'find'>;
  journal: Pick<Journal, 'state' | 'event'>;
  linkKey: Buffer;
}

/** Why there is nobody to send it to, where the recipient has left or has no such address any more; `COMMUNE_AWAY`: not yet. */
export type LookUp = (row: OutboxRow) => Result<Envelope, string>;

/** Where a message goes: as whoever it is for is reached when it is sent, not when it was written. */
export function createLookUp(parts: LookUpParts): LookUp {
  const { communes, subscriptions, journal } = parts;

  /** Why nobody is woken by what an event asked; `null` while its alert waits for an answer, or for a decision where that was asked. */
  const whyUncalled = ({ commune, event }: OutboxRow): string | null => {
    const alert = journal.state(commune)?.alert;
    const asked = journal.event(event);
    if (!alert || alert.id !== asked?.alert || !wakes(alert.level)) return ASKED_NO_MORE;
    if (asked.kind === 'undecided') return undecidedSince(alert) === null ? ASKED_NO_MORE : null;
    return answerTo(alert) ? ANSWERED_MEANWHILE : null;
  };

  /** Those who decide are in the same file as their commune: what they were told of an alert that stands is theirs once it is back. */
  const isAway = ({ commune, test }: OutboxRow) =>
    !test && !communes.has(commune) && journal.state(commune)?.alert != null;

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

  return (stored) => {
    const { recipient } = stored;
    const timeZone = communes.get(stored.commune)?.timeZone ?? 'UTC';
    const row = saidLate(stored, { now: parts.clock.now(), issuer: parts.issuer, timeZone });
    if ((recipient.kind === 'contact' || recipient.kind === 'webhook') && isAway(row)) return err(COMMUNE_AWAY);
    if (recipient.kind === 'contact') {
      const contact = communes.get(row.commune)?.contacts.find(({ id }) => id === recipient.id);
      if (!contact) return err(RECIPIENT_GONE);
      const uncalled = row.channel === 'voice' && !row.test ? whyUncalled(row) : null;
      if (uncalled !== null) return err(uncalled);
      const address = row.channel === 'sms' || row.channel === 'voice' ? contact.phone : contact.email;
      return address === null ? err(NUMBER_GONE) : ok({ row, address, name: contact.name, leaveUrl: null });
    }
    if (recipient.kind === 'webhook') {
      const webhook = parts.webhooks.find(({ id, communes: own }) => id === recipient.id && own.includes(row.commune));
      return webhook ? ok({ row, address: webhook.url, name: webhook.id, leaveUrl: null }) : err(RECIPIENT_GONE);
    }
    const resident = subscriptions.find(recipient.id);
    if (!resident || (recipient.kind === 'subscription') !== (resident.confirmedAt !== null))
      return err(RECIPIENT_GONE);
    if (!waysToResidents(parts).includes(resident.way)) return err(noChannel(resident.way));
    const leave = recipient.kind === 'subscription' ? leaveUrlOf(resident, row.language, parts) : null;
    const notice = resident.way === 'push' ? { notice: noticeOf(row) } : {};
    return ok({ row, address: resident.address, name: '', leaveUrl: leave, ...notice });
  };
}

import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import { mailboxOf } from '../../people/mailbox-of.ts';
import type { Subscription, SubscriptionStore } from '../../people/subscription.ts';
import type { Journal } from '../journal.ts';
import { outboxId, REPLACED_BY } from '../outbox.ts';
import type { ToldStore, ToResident } from '../told-store.ts';

/** So many messages in a row, the first and the last so far apart: nobody is forgotten for what a server says in one flood. */
const REFUSED = 3;
const APART_MS = 7 * DAY_MS;
/** So far back is looked. */
const EVENTS = 500;

/**
 * There is no such mailbox (RFC 3463, X.1.1, which Exchange Online says as X.1.10), or it has moved (X.1.6). Not that it is disabled (X.2.1), which
 * Gmail says of one that gets much; and a bare 550 may be the server's policy.
 */
const NO_SUCH_MAILBOX = /^(RCPT TO|DATA): 5\d\d[ -]5\.1\.(1|6|10)\b/;

interface Refused {
  event: string;
  at: Instant;
}

export interface MailboxesKnown {
  journal: Pick<Journal, 'events' | 'hasReached'>;
  told: Pick<ToldStore, 'eachResident'>;
  subscriptions: Pick<SubscriptionStore, 'confirmed' | 'findByAddress'>;
}

/**
 * Residents of a commune whose mailboxes are gone: nothing has arrived there, for whichever of the communes, since the first of three refusals for
 * that alone, over a week or longer and in a row (one that is full since is there), and each time the server took the same event for another
 * mailbox of the same domain. A server that refuses all of a domain is out of order, or our own relay is, and ends nobody's subscription.
 */
export async function goneMailboxes(
  commune: string,
  { journal, told, subscriptions }: MailboxesKnown,
  communes: readonly string[],
  pause: () => Promise<void>,
): Promise<Subscription[]> {
  const mailboxes = subscriptions
    .confirmed(commune)
    .filter(({ way }) => way === 'email')
    .map((resident) => ({ resident, domain: domainOf(resident), refused: [] as Refused[] }));
  const domains = new Map(mailboxes.map(({ resident: { id }, domain }) => [id, domain]));
  // Whoever is alone in a domain is never found gone: not all that was told is read for them, each day.
  let open = [...Map.groupBy(mailboxes, ({ domain }) => domain).values()].filter(({ length }) => length > 1).flat();
  for (const { id: event, at } of journal.events(commune, { limit: EVENTS }).toReversed()) {
    open = open.filter(({ resident, refused }) => resident.confirmedAt! <= at && !isOften(refused));
    if (open.length === 0) break;
    await pause();
    const rows = new Map(told.eachResident(event).map((row) => [row.resident, row]));
    open = open.filter(({ resident }) => isSilent(rows.get(resident.id)) || isUnknown(rows.get(resident.id)));
    const takenAt = new Set(
      [...rows.values()].flatMap((row) => (row.status === 'sent' ? domains.get(row.resident) : [])),
    );
    for (const { resident, domain, refused } of open) {
      if (isUnknown(rows.get(resident.id)) && takenAt.has(domain)) refused.push({ event, at });
    }
  }
  const gone: Subscription[] = [];
  for (const { resident, refused } of mailboxes) {
    if (!isOften(refused)) continue;
    await pause();
    const first = outboxId(refused.at(-1)!.event, recipientOf(resident), 'email');
    // By an exercise, since the address was asked for again, or of another commune.
    const ofAddress = communes.flatMap((each) => subscriptions.findByAddress(each, resident.address) ?? []);
    const isReached = ofAddress.some((each) =>
      journal.hasReached({ id: first, commune: each.commune, recipient: recipientOf(each), channel: 'email' }),
    );
    if (!isReached) gone.push(resident);
  }
  return gone;
}

/** The newest first. */
function isOften(refused: readonly Refused[]): boolean {
  return refused.length >= REFUSED && refused[0]!.at - refused.at(-1)!.at >= APART_MS;
}

function domainOf({ address }: Subscription): string {
  const mailbox = mailboxOf(address);
  return mailbox.slice(mailbox.lastIndexOf('@') + 1);
}

function recipientOf({ id }: Subscription) {
  return { kind: 'subscription', id } as const;
}

/** Not written to, or no more once a newer message was there. What waits still is about to be answered. */
function isSilent(row: ToResident | undefined): boolean {
  return !row || (row.status === 'dropped' && (row.error ?? '').startsWith(REPLACED_BY));
}

function isUnknown(row: ToResident | undefined): boolean {
  return row?.status === 'dropped' && NO_SUCH_MAILBOX.test(row.error ?? '');
}

import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import { mailboxOf } from '../../people/mailbox-of.ts';
import type { Subscription, SubscriptionStore } from '../../people/subscription.ts';
import type { Journal } from '../journal.ts';
import { outboxId } from '../outbox.ts';
import type { ToldStore } from '../told-store.ts';

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
  subscriptions: Pick<SubscriptionStore, 'confirmed'>;
}

/**
 * Residents of a commune whose mailboxes are gone: nothing has arrived there since the first of three refusals for that alone, over a week or longer,
 * and each time the server took the same event for another mailbox of the same domain. A server that refuses all of a domain is out of order, or our own
 * relay is, and ends nobody's subscription.
 */
export async function goneMailboxes(
  commune: string,
  { journal, told, subscriptions }: MailboxesKnown,
  pause: () => Promise<void>,
): Promise<Subscription[]> {
  const mailboxes = subscriptions
    .confirmed(commune)
    .filter(({ way }) => way === 'email')
    .map((resident) => ({ resident, domain: domainOf(resident), refused: [] as Refused[] }));
  const domains = new Map(mailboxes.map(({ resident: { id }, domain }) => [id, domain]));
  let open = mailboxes;
  for (const { id: event, at } of journal.events(commune, { limit: EVENTS }).toReversed()) {
    open = open.filter(({ resident, refused }) => resident.confirmedAt! <= at && !isOften(refused));
    if (open.length === 0) break;
    await pause();
    const rows = new Map(told.eachResident(event).map((row) => [row.resident, row]));
    open = open.filter(({ resident }) => rows.get(resident.id)?.status !== 'sent');
    const takenAt = new Set(
      [...rows.values()].flatMap((row) => (row.status === 'sent' ? domains.get(row.resident) : [])),
    );
    for (const { resident, domain, refused } of open) {
      const row = rows.get(resident.id);
      if (row?.status === 'dropped' && NO_SUCH_MAILBOX.test(row.error ?? '') && takenAt.has(domain))
        refused.push({ event, at });
    }
  }
  const gone: Subscription[] = [];
  for (const { resident, refused } of mailboxes) {
    if (!isOften(refused)) continue;
    await pause();
    // By an exercise, or since the address was asked for again.
    if (!journal.hasReached(rowOf(refused.at(-1)!.event, resident))) gone.push(resident);
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

function rowOf(event: string, { id, commune }: Subscription): Parameters<Journal['hasReached']>[0] {
  const recipient = { kind: 'subscription', id } as const;
  return { id: outboxId(event, recipient, 'email'), commune, recipient, channel: 'email' };
}

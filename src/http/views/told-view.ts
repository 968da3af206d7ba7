import type { Delivery, OutboxRow } from '../../notification/outbox.ts';
import type { Commune, Contact } from '../../territory/commune.ts';
import type { Doors } from '../doors.ts';

type Sent = OutboxRow & { delivery: Delivery };

/** Who was told last, and whether it arrived. */
export interface ToldView {
  /** In the order in which they are rung: the newest message of each. */
  contacts: readonly { contact: Contact; last: Sent }[];
  /** Messages to residents by what became of them. */
  residents: Record<Delivery['status'], number>;
}

const LOOKED_AT = 2000;

export function viewTold(doors: Pick<Doors, 'journal'>, commune: Commune): ToldView {
  const rows = doors.journal.deliveries(commune.id, LOOKED_AT);
  const contacts = commune.contacts.flatMap((contact) => {
    const own = rows.filter(({ recipient }) => recipient.kind === 'contact' && recipient.id === contact.id);
    // The log channel always succeeds: only a real channel says that a person was reached.
    const newest = newestOf(own.filter(({ channel }) => channel !== 'log')) ?? newestOf(own);
    return newest ? [{ contact, last: newest }] : [];
  });
  const residents = { pending: 0, sent: 0, dropped: 0 };
  for (const { recipient, delivery } of rows) if (recipient.kind === 'subscription') residents[delivery.status] += 1;
  return { contacts, residents };
}

function newestOf(rows: readonly Sent[]): Sent | undefined {
  return rows.toSorted((a, b) => b.createdAt - a.createdAt)[0];
}

import { type Acknowledgement, answerTo } from '../../alert/alert.ts';
import type { Instant } from '../../lib/clock.ts';
import { askedBy, nextStep, type Step } from '../../notification/escalation.ts';
import { eventsOfAlert } from '../../notification/event-history.ts';
import { type Delivery, type OutboxRow, RECIPIENT_GONE } from '../../notification/outbox.ts';
import { withoutAddresses } from '../../notification/without-addresses.ts';
import type { Commune, Contact } from '../../territory/commune.ts';
import type { Doors } from '../doors.ts';

type Sent = OutboxRow & { delivery: Delivery };

export interface ToldContact {
  contact: Contact;
  /** When this person was first asked to answer the alert at its level; `null`: not yet. */
  askedAt: Instant | null;
  /** The newest message and whether it arrived. */
  last: Sent | null;
}

/** Who was told, whether it arrived, who answered, and who is asked next. */
export interface ToldView {
  /** In the order in which they are asked: those who have been, and while nobody answers all others. */
  contacts: readonly ToldContact[];
  /** Who takes care of the alert in force. */
  answer: Acknowledgement | null;
  /** Whom the ladder asks next, and when; `null` where no alert waits for an answer. */
  next: Step | null;
  /** Residents by what became of their newest message. */
  residents: Record<Delivery['status'], number>;
  /** How many of them it could not be sent to yet, or not at all, and why one of these; `null` where it goes out. */
  failing: { residents: number; error: string } | null;
}

const LOOKED_AT = 2000;

/** Whom the ladder of a commune asks next; `null` where no alert waits for an answer. */
export function viewNext({ journal }: Pick<Doors, 'journal'>, commune: Commune): Step | null {
  const alert = journal.state(commune.id)?.alert;
  return alert ? nextStep(alert, eventsOfAlert(journal, commune.id, alert.id), commune) : null;
}

export function viewTold(doors: Pick<Doors, 'journal'>, commune: Commune): ToldView {
  const { journal } = doors;
  const rows = journal.deliveries(commune.id, LOOKED_AT).filter(({ test }) => !test);
  const alert = journal.state(commune.id)?.alert ?? null;
  const events = eventsOfAlert(journal, commune.id, alert?.id);
  const next = viewNext(doors, commune);
  const asking = events.slice(
    Math.max(
      0,
      events.findLastIndex(({ kind }) => kind === 'raised' || kind === 'escalated'),
    ),
  );
  const contacts = commune.contacts.flatMap((contact) => {
    const asked = asking.find((event) => askedBy([event], commune.contacts).has(contact.id));
    const own = rows.filter(({ recipient }) => recipient.kind === 'contact' && recipient.id === contact.id);
    // The log channel always succeeds: only a real channel says that a person was reached.
    const last = newestOf(own.filter(({ channel }) => channel !== 'log')) ?? newestOf(own) ?? null;
    return last || asked || next ? [{ contact, askedAt: asked?.at ?? null, last }] : [];
  });
  return { contacts, answer: alert && answerTo(alert), next, ...residentsOf(rows) };
}

function residentsOf(rows: readonly Sent[]): Pick<ToldView, 'residents' | 'failing'> {
  const residents = { pending: 0, sent: 0, dropped: 0 };
  const errors: string[] = [];
  const own = rows.filter(({ recipient }) => recipient.kind === 'subscription');
  for (const its of Map.groupBy(own, ({ recipient }) => recipient.id).values()) {
    const { delivery } = newestOf(its)!;
    residents[delivery.status] += 1;
    const error = errorOf(delivery);
    if (error !== null) errors.push(error);
  }
  const [error] = errors;
  return { residents, failing: error === undefined ? null : { residents: errors.length, error } };
}

/** A resident's address is for nobody to read, also where an earlier version stored it. */
function errorOf(delivery: Delivery): string | null {
  if (delivery.status === 'sent') return null;
  const error = delivery.status === 'pending' ? delivery.lastError : delivery.reason;
  return error === null || error === RECIPIENT_GONE ? null : withoutAddresses(error);
}

function newestOf(rows: readonly Sent[]): Sent | undefined {
  return rows.toSorted((a, b) => b.createdAt - a.createdAt)[0];
}

import { type Acknowledgement, type AlertEvent, answerTo, isRaise } from '../../alert/alert.ts';
import { lastTold } from '../../alert/last-told.ts';
import type { Instant } from '../../lib/clock.ts';
import { askedBy, nextStep, type Step } from '../../notification/asked/escalation.ts';
import { isAskedInExercise } from '../../notification/exercise/exercise-answers.ts';
import { type Delivery, NEEDLESS, type OutboxRow, RECIPIENT_GONE } from '../../notification/outbox.ts';
import { askingOf, type ToResident } from '../../notification/told-store.ts';
import { waysToResidents } from '../../notification/ways.ts';
import { withoutAddresses } from '../../notification/without-addresses.ts';
import { eventsOfAlert } from '../../notification/words/event-history.ts';
import { type ResidentWay, residentWays } from '../../people/way.ts';
import type { Commune, Contact } from '../../territory/commune.ts';
import type { Doors } from '../doors.ts';
import type { PlayedAnswer } from './exercise-answers.ts';
import { type Reached, reachedBy } from './reached.ts';
import { type ToldMachine, viewToldMachines } from './told-machines.ts';

type Sent = OutboxRow & { delivery: Delivery };

export interface ToldContact {
  contact: Contact;
  /** When this person was first asked to answer the alert at its level; `null`: not yet. */
  askedAt: Instant | null;
  /** The newest message and whether it arrived, by the way that took it where one did. */
  last: Sent | null;
  /** The same by each way. */
  ways: readonly Sent[];
  /** Where that is of an exercise and nothing real is in force: what it asked last, and when they answered. */
  played: Pick<PlayedAnswer, 'event' | 'answeredAt'> | null;
}

/** Who was told, whether it arrived, who answered, and who is asked next. */
export interface ToldView {
  /** In the order in which they are asked: those who have been, and while nobody answers all others. */
  contacts: readonly ToldContact[];
  /** Who takes care of the alert in force. */
  answer: Acknowledgement | null;
  /** Whom the ladder asks next, and when; `null` where no alert waits for an answer. */
  next: Step | null;
  /** Residents by what became of their newest message, by each way. */
  residents: Readonly<Record<ResidentWay, Record<Delivery['status'], number>>>;
  /** Of the level that they know; `null` where none holds for them. */
  reached: Reached | null;
  /** Whether they were told anything lately: where not, there is no newest message to speak of. */
  hasTold: boolean;
  /** Sirens and panels. */
  machines: readonly ToldMachine[];
  /** What became of messages cannot all be read: the disk does not give it back. */
  isUnread: boolean;
  /** The ways by which they are told. */
  offered: readonly ResidentWay[];
  /** How many subscribed by a way that the town has not. */
  unreached: number;
  /** How many of them it could not be sent to yet, or not at all, and why one of these; `null` where it goes out. */
  failing: { residents: number; error: string } | null;
}

/** Events: more than an alert of days has, and what was told before it. */
const LOOKED_AT = 200;
/** Of messages to residents: who subscribed since the last one has it, or the one before. */
const MESSAGES_LOOKED_AT = 3;

/** Whom the ladder of a commune asks next; `null` where no alert waits for an answer. */
export function viewNext({ journal, told }: Pick<Doors, 'journal' | 'told'>, commune: Commune): Step | null {
  const alert = journal.state(commune.id)?.alert;
  return alert ? nextStep(alert, eventsOfAlert(journal, commune.id, alert.id), commune, askingOf(told)) : null;
}

export function viewTold(
  doors: Pick<
    Doors,
    | 'journal'
    | 'told'
    | 'exercises'
    | 'exerciseAnswers'
    | 'subscriptions'
    | 'ways'
    | 'residentTexts'
    | 'outdatedBrowsers'
    | 'webhooks'
    | 'clock'
  >,
  commune: Commune,
): ToldView {
  const { journal, told, exercises } = doors;
  const alert = journal.state(commune.id)?.alert ?? null;
  const events = eventsOfAlert(journal, commune.id, alert?.id);
  const next = viewNext(doors, commune);
  const newestFirst = [...journal.events(commune.id, { limit: LOOKED_AT }), ...exercises.events(commune.id, LOOKED_AT)]
    .toReversed()
    .toSorted((a, b) => b.at - a.at);
  const lastOf = lastToContacts(told, newestFirst, commune);
  const raisedLast = events.findLastIndex(({ kind }) => isRaise(kind));
  const asking = events.slice(Math.max(0, raisedLast));
  const onRecord = askingOf(told);
  const playedTo = lastPlayed(doors, newestFirst);
  const contacts = commune.contacts.flatMap((contact) => {
    const asked = asking.find((event) => askedBy([event], commune.contacts, onRecord).has(contact.id));
    const last = lastOf(contact.id);
    const ways = last === null ? [] : told.toContacts(last.event).filter(isWayTo(contact));
    const played = alert || last === null ? null : playedTo(last.event, contact);
    return last || asked || next ? [{ contact, askedAt: asked?.at ?? null, last, ways, played }] : [];
  });
  const offered = waysToResidents(doors);
  const subscribed = doors.subscriptions.countConfirmed(commune.id);
  const byNoWay = residentWays.filter((way) => !offered.includes(way)).map((way) => subscribed[way]);
  const unreached = byNoWay.reduce((sum, count) => sum + count, doors.outdatedBrowsers.count(commune.id));
  const published = newestFirst.filter(({ audience }) => audience === 'public').slice(0, MESSAGES_LOOKED_AT);
  const newest = events.findLast(({ audience }) => audience === 'public');
  // Of an alert that residents know nothing of yet, that of the one before may be tried still: a siren that is not told of its end.
  const machines = viewToldMachines(doors, commune, {
    newest: newest ?? published[0],
    isInForce: newest !== undefined,
  });
  const read = new Map(published.map(({ id }) => [id, told.eachResident(id)]));
  const { isUnread, ...toResidents } = residentsOf(told, newestFirst, [...read.values()]);
  const heard = lastTold(events, 'public');
  const rowsOf = (id: string) => read.get(id) ?? told.eachResident(id);
  return {
    contacts,
    answer: alert && answerTo(alert),
    next,
    offered,
    unreached,
    reached: heard ? reachedBy(heard, rowsOf(heard.id)) : null,
    hasTold: published.length > 0,
    machines: machines ?? [],
    isUnread: isUnread || machines === null,
    ...toResidents,
  };
}

/** What an exercise asked a contact last, by the event of any message of it; `null` where that is of none. The record is read once, and only where one asked. */
function lastPlayed(
  { exerciseAnswers }: Pick<Doors, 'exerciseAnswers'>,
  newestFirst: readonly AlertEvent[],
): (told: AlertEvent['id'], contact: Contact) => ToldContact['played'] {
  let answeredAt: ReturnType<Doors['exerciseAnswers']['of']> | null = null;
  return (told, contact) => {
    const of = newestFirst.find(({ id }) => id === told);
    const event = newestFirst.find((each) => each.alert === of?.alert && isAskedInExercise(each));
    if (!event) return null;
    answeredAt ??= exerciseAnswers.of(event.commune);
    return { event, answeredAt: answeredAt(event, contact) };
  };
}

/** A line in the log reaches nobody. */
function isWayTo({ id }: Contact): (row: OutboxRow) => boolean {
  return ({ recipient, channel }) => recipient.id === id && channel !== 'log';
}

/** Read an event at a time, so that no number of residents pushes out of sight what those who decide were sent. */
function lastToContacts(
  told: Doors['told'],
  newestFirst: readonly AlertEvent[],
  { contacts }: Commune,
): (contact: string) => Sent | null {
  // The log channel always succeeds: only a real channel says that a person was reached.
  const [sent, logged] = [new Map<string, Sent>(), new Map<string, Sent>()];
  for (const { id } of newestFirst) {
    for (const row of told.toContacts(id)) {
      const known = row.channel === 'log' ? logged : sent;
      const other = known.get(row.recipient.id);
      // Of several ways one is enough to reach somebody.
      const reaches = other?.event === row.event && other.delivery.status !== 'sent' && row.delivery.status === 'sent';
      if (other === undefined || reaches) known.set(row.recipient.id, row);
    }
    if (contacts.every((contact) => sent.has(contact.id))) break;
  }
  return (contact) => sent.get(contact) ?? logged.get(contact) ?? null;
}

function residentsOf(
  told: Doors['told'],
  newestFirst: readonly AlertEvent[],
  read: readonly (readonly ToResident[] | null)[],
): Pick<ToldView, 'residents' | 'failing' | 'isUnread'> {
  const newest = new Map<string, ToResident>();
  for (const each of read.flatMap((found) => found ?? []))
    if (!newest.has(each.resident)) newest.set(each.resident, each);
  const none = () => ({ pending: 0, sent: 0, dropped: 0 });
  const residents = { email: none(), sms: none(), push: none() };
  const errors: string[] = [];
  for (const { way, status, error } of newest.values()) {
    residents[way][status] += 1;
    if (error !== null && error !== RECIPIENT_GONE && !NEEDLESS.includes(error)) errors.push(error);
  }
  const isAnyUnread = newestFirst.slice(0, MESSAGES_LOOKED_AT).some(({ id }) => told.toldOf(id) === null);
  const [error] = errors;
  // A resident's address is for nobody to read, also where an earlier version stored it.
  return {
    residents,
    isUnread: read.includes(null) || isAnyUnread,
    failing: error === undefined ? null : { residents: errors.length, error: withoutAddresses(error) },
  };
}

import { type Alert, type AlertEvent, answerTo, type CommuneState, isRaise } from '../../alert/alert.ts';
import { draftAt, emit } from '../../alert/draft.ts';
import type { Transition } from '../../alert/transition.ts';
import { type Instant, isAhead } from '../../lib/clock.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import type { Policy } from '../../policy/policy.ts';
import type { AlertLevel } from '../../territory/alert-level.ts';
import { type Commune, type Contact, contactRoles } from '../../territory/commune.ts';
import { reminderGapMs } from './reminder-gap.ts';

/** Who is asked next where nobody answers, and when. */
export interface Step {
  dueAt: Instant;
  /** When the last of them were asked. */
  askedAt: Instant;
  /** Since when nobody has answered. */
  since: Instant;
  /** Who has been asked so far and has not answered. */
  asked: readonly string[];
  /** Who of them was not reached by anything that asked. */
  unreached: readonly string[];
  /** Who is asked now. */
  contacts: readonly Contact[];
  /** Everybody on the ladder has been asked once: all of them are asked again. */
  again: boolean;
}

/** The contacts by role, first to be asked first; a role that nobody fills is passed over. */
export function rungsOf(contacts: readonly Contact[]): Contact[][] {
  return contactRoles.map((role) => contacts.filter((each) => each.role === role)).filter((rung) => rung.length > 0);
}

/**
 * Who is asked at the moment of the raise: the first of the ladder; where lives are in danger the duty officer too.
 * @example askedAtOnce(coursan.contacts, 'act') // [the mayor]
 */
export function askedAtOnce(contacts: readonly Contact[], level: AlertLevel): Contact[] {
  const [first = [], ...rest] = rungsOf(contacts);
  return level === 'danger' ? [...first, ...rest.flat().filter(({ role }) => role === 'duty-officer')] : first;
}

/** What is on record of the messages that asked, by contact id. */
export interface Asking {
  /** To whom those of an event were written; `null` where none are written yet. */
  writtenTo(event: string): ReadonlySet<string> | null;
  /** To whom none of them arrives: refused for good or by a full mailbox, each way. */
  refusedTo(event: string): ReadonlySet<string>;
}

/**
 * Who has been asked to answer by these events of one alert, by contact id. Who came into `communes.yaml` since, be it in the place of
 * somebody who was asked, has not been.
 */
export function askedBy(
  events: readonly AlertEvent[],
  contacts: readonly Contact[],
  { writtenTo }: Pick<Asking, 'writtenTo'>,
): Set<string> {
  return new Set(
    events.flatMap(({ id: event, kind, level, reason }) => {
      if (!isRaise(kind)) return reason.because === 'no-answer' ? reason.told : [];
      const written = writtenTo(event);
      const atOnce = askedAtOnce(contacts, level).map(({ id }) => id);
      return written === null ? atOnce : atOnce.filter((id) => written.has(id));
    }),
  );
}

/**
 * The next step of the ladder of an alert that nobody has answered, by what is on record; `null` once somebody has. Each rung
 * has its time to answer, counted from when it was really asked: after a standstill of the service nobody is passed over. Where none of a rung
 * can be reached, or none is a contact any more, nobody is waited for.
 * `events` are the alert's, oldest first.
 *
 * @example raised to `act` at 03:00, mayor asked, nextAfterMin 10 // { dueAt: 03:10, contacts: [the deputy], again: false, … }
 */
export function nextStep(
  alert: Alert,
  events: readonly AlertEvent[],
  { contacts, escalation }: Pick<Commune, 'contacts' | 'escalation'>,
  asking: Asking,
): Step | null {
  if (answerTo(alert)) return null;
  const raisedAt = events.findLastIndex(({ kind }) => isRaise(kind));
  const since = events[raisedAt];
  if (!since) return null;
  const steps = events.slice(raisedAt);
  // Whoever was told that it is in no hand any more was asked by that; whoever comes next is asked at once.
  const open = steps.findLast(({ kind }) => kind === 'handed-back') ?? since;
  const sinceOpen = steps.slice(steps.indexOf(open));
  const lastAsked = sinceOpen.findLast(({ kind }) => kind === 'passed-on') ?? open;
  const allAskedAt = sinceOpen.findLast(({ reason }) => reason.because === 'no-answer' && !reason.again)?.at ?? open.at;
  const asked = askedBy(steps, contacts, asking);
  const next = rungsOf(contacts).find((rung) => !rung.every(({ id }) => asked.has(id)));
  const { nextAfterMin, againAfterMin } = escalation[alert.level];
  const isWaitedFor = lastAsked.kind !== 'handed-back' && !leavesNobody(lastAsked, contacts, asking);
  const toAnswerMs = isWaitedFor ? nextAfterMin * MINUTE_MS : 0;
  return {
    dueAt: lastAsked.at + (next ? toAnswerMs : reminderGapMs(alert.level, againAfterMin, allAskedAt, lastAsked.at)),
    askedAt: lastAsked.at,
    since: open.at,
    asked: [...askedBy(sinceOpen, contacts, asking)],
    unreached: unreachedBy(sinceOpen, contacts, asking),
    contacts: next ? next.filter(({ id }) => !asked.has(id)) : contacts,
    again: next === undefined,
  };
}

/** Whether nobody is left to wait for: each whom an event asked refused it, or is no contact any more, whose link and code answer nothing. */
function leavesNobody(event: AlertEvent, contacts: readonly Contact[], asking: Asking): boolean {
  const unreached = unreachedBy([event], contacts, asking);
  const isContact = (id: string) => contacts.some((each) => each.id === id);
  return [...askedBy([event], contacts, asking)].every((id) => unreached.includes(id) || !isContact(id));
}

/** Those asked by these events whom none of them reached. */
function unreachedBy(events: readonly AlertEvent[], contacts: readonly Contact[], asking: Asking): string[] {
  const sent = events.map((event) => {
    const asked = [...askedBy([event], contacts, asking)];
    return { asked, refused: asked.length > 0 ? asking.refusedTo(event.id) : new Set<string>() };
  });
  const reached = new Set(sent.flatMap(({ asked, refused }) => asked.filter((id) => !refused.has(id))));
  return [...new Set(sent.flatMap(({ asked }) => asked))].filter((id) => !reached.has(id));
}

/** Asks the next of the ladder where it is time; by a clock that was set back nobody knows whether it is, and it is done. */
export function passOn(
  state: CommuneState,
  events: readonly AlertEvent[],
  commune: Pick<Commune, 'contacts' | 'escalation'>,
  policy: Policy,
  { now, asking }: { now: Instant; asking: Asking },
): Transition {
  const step = state.alert && nextStep(state.alert, events, commune, asking);
  if (!step || (now < step.dueAt && !isAhead(step.askedAt, now))) return { state, events: [] };
  const draft = draftAt(state, policy, now);
  const { since, asked, unreached, contacts, again } = step;
  const told = contacts.map(({ id }) => id);
  const reason = {
    because: 'no-answer',
    since,
    asked,
    told,
    again,
    ...(unreached.length > 0 && { unreached }),
  } as const;
  emit(draft, { kind: 'passed-on', reason }, () => undefined);
  return { state: draft.state, events: draft.events };
}

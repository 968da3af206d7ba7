import type { Act, ActRefusal } from '../../alert/act.ts';
import type { Alert, AlertEvent } from '../../alert/alert.ts';
import type { Clock, Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { DecisionStore } from '../../policy/decision-store.ts';
import type { Commune, Contact } from '../../territory/commune.ts';
import type { Journal } from '../journal.ts';
import type { ResidentReply } from '../residents/resident-replies.ts';
import { basisOf } from '../words/basis.ts';
import { eventsOfAlert } from '../words/event-history.ts';
import { expiryOf, type QuestionRefusal, readAnswerToken, refusalOf, replyCode } from './question.ts';
import { codeIn, phoneIn, wishIn } from './read-reply.ts';
import { createReplyLimit } from './reply-limit.ts';

/** What a message asked of one contact. */
export interface Question {
  commune: Commune;
  contact: Contact;
  event: AlertEvent;
  alert: Alert | null;
  /** How sure and why, of now. */
  basis: AlertEvent | null;
  /** Why it can no longer be answered; `null` while it can. */
  refusal: QuestionRefusal | null;
  /** When this contact answered, while that can be handed back by the same link. */
  inHandSince: Instant | null;
}

export type LinkRefusal = { kind: 'not-ours' };

/** What became of a text message that somebody sent back. `question` where it could be told which is meant. */
export type ReplyOutcome =
  | { kind: 'acknowledged'; question: Question }
  | { kind: 'refused'; question: Question; refusal: QuestionRefusal }
  | { kind: 'unknown-number' }
  | ResidentReply
  | { kind: 'not-understood' | 'wrong-code' | 'nothing-asked'; contact: Contact }
  | { kind: 'locked'; contact: Contact; minutes: number };

/** Answers of contacts who do not log in: by the link in a message, or by a text message from their own phone. */
export interface Answers {
  /** Only looks. */
  look(token: string): Result<Question, LinkRefusal>;
  /** Acknowledges as the contact to whom the link was sent; a question that no longer stands changes nothing. */
  byLink(token: string): Result<Question, LinkRefusal>;
  /** Hands back what the contact to whom the link was sent had answered at that time, and nobody else's answer. */
  handBack(token: string, answeredAt: Instant): Result<Question, LinkRefusal>;
  byReply(from: string, text: string): ReplyOutcome;
}

export interface AnswersParts {
  communes: ReadonlyMap<string, Commune>;
  journal: Pick<Journal, 'state' | 'event' | 'events'>;
  decisions: Pick<DecisionStore, 'last'>;
  clock: Clock;
  wallClock: Clock;
  linkKey: Buffer;
  act(commune: string, deed: Act, person: string, by: 'link' | 'reply'): Result<null, ActRefusal>;
  /** What a resident says without a code; `null` where it is no resident's to say. */
  ofResident(phone: string, text: string): ResidentReply | null;
}

export function createAnswers(parts: AnswersParts): Answers {
  const { communes, journal, decisions, clock, wallClock, linkKey, act } = parts;
  const limit = createReplyLimit(wallClock);

  function questionOf(commune: Commune, contact: Contact, event: AlertEvent): Question {
    const alert = journal.state(commune.id)?.alert ?? null;
    const events = eventsOfAlert(journal, commune.id, event.alert);
    const now = clock.now();
    const refusal = refusalOf(event, contact.id, alert, events, now);
    const isOwn = refusal?.kind === 'already-acknowledged' && refusal.person === contact.id;
    const inHandSince = isOwn && now < expiryOf(event) ? refusal.at : null;
    return { commune, contact, event, alert, basis: basisOf(event, events, decisions, now), refusal, inHandSince };
  }

  function look(token: string): Result<Question, LinkRefusal> {
    const asked = readAnswerToken(token, linkKey);
    const event = asked && journal.event(asked.event);
    const commune = event && communes.get(event.commune);
    const contact = commune?.contacts.find(({ id }) => id === asked?.contact);
    return event && commune && contact ? ok(questionOf(commune, contact, event)) : err({ kind: 'not-ours' });
  }

  function answer(question: Question, by: 'link' | 'reply'): Question {
    const { commune, contact, alert } = question;
    if (question.refusal || !alert) return question;
    const done = act(commune.id, { kind: 'acknowledge', level: alert.level }, contact.id, by);
    return done.ok
      ? { ...questionOf(commune, contact, question.event), refusal: null }
      : { ...question, refusal: done.error };
  }

  function takeBack(question: Question, answeredAt: Instant): Question {
    const { commune, contact, alert, inHandSince } = question;
    if (!alert || inHandSince === null) return { ...question, refusal: question.refusal ?? { kind: 'not-in-hand' } };
    const done = act(commune.id, { kind: 'hand-back', level: alert.level, answeredAt }, contact.id, 'link');
    return { ...questionOf(commune, contact, question.event), refusal: done.ok ? null : done.error };
  }

  /** What the contacts of this phone have been asked in the alerts that are in force, newest first. */
  function askedOf(contacts: readonly { commune: Commune; contact: Contact }[]) {
    return contacts.flatMap(({ commune, contact }) => {
      const events = eventsOfAlert(journal, commune.id, journal.state(commune.id)?.alert?.id);
      return events.toReversed().map((event) => ({ commune, contact, event }));
    });
  }

  return {
    look,
    byLink(token) {
      const found = look(token);
      return found.ok ? ok(answer(found.value, 'link')) : found;
    },
    handBack(token, answeredAt) {
      const found = look(token);
      return found.ok ? ok(takeBack(found.value, answeredAt)) : found;
    },
    byReply(from, text) {
      const phone = phoneIn(from);
      const all = [...communes.values()].flatMap((commune) =>
        commune.contacts.map((contact) => ({ commune, contact })),
      );
      const own = all.filter(({ contact }) => contact.phone !== null && contact.phone === phone);
      const contact = own[0]?.contact;
      const code = codeIn(text);
      const asked = askedOf(own);
      // A contact may be a resident too. While an alert asks them, a yes without its code must not look as if it had answered that.
      const isAnswer = contact && (code !== null || (asked.length > 0 && wishIn(text) !== 'stop'));
      const said = phone === null || isAnswer ? null : parts.ofResident(phone, text);
      if (said && !(contact && (said.kind === 'no-wish' || said.subscription === null))) return said;
      if (phone === null || !contact) return { kind: 'unknown-number' };
      const minutes = limit.wait(phone);
      if (minutes > 0) return { kind: 'locked', contact, minutes };
      if (code === null) return { kind: 'not-understood', contact };
      if (asked.length === 0) return { kind: 'nothing-asked', contact };
      const meant = asked.find(
        (each) => replyCode({ event: each.event.id, contact: each.contact.id }, linkKey) === code,
      );
      if (!meant) {
        limit.miss(phone);
        return { kind: 'wrong-code', contact };
      }
      limit.forgive(phone);
      const question = questionOf(meant.commune, meant.contact, meant.event);
      const answered = answer(question, 'reply');
      return answered.refusal
        ? { kind: 'refused', question: answered, refusal: answered.refusal }
        : { kind: 'acknowledged', question: answered };
    },
  };
}

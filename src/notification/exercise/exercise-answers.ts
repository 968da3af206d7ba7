import { type AlertEvent, isRaise } from '../../alert/alert.ts';
import type { Clock, Instant } from '../../lib/clock.ts';
import type { RecordBook } from '../../record/record.ts';
import type { Commune, Contact } from '../../territory/commune.ts';
import { expiryOf, readAnswerToken } from '../asked/question.ts';
import type { Journal } from '../journal.ts';
import type { ExerciseStore } from './exercise-store.ts';

/** What a message of an exercise asked of one contact. */
export interface PlayedQuestion {
  commune: Commune;
  contact: Contact;
  event: AlertEvent;
  /** When they answered it; `null` while they have not. */
  answeredAt: Instant | null;
  /** Why it can no longer be answered; `null` while it can. A real alert comes before all that is played. */
  refusal: 'expired' | 'alert-in-force' | null;
}

/** Answers to exercises, by the link in the message, as in a real alert: they stop nothing, and show how long it took. */
export interface ExerciseAnswers {
  /** Only looks; `null` where the link is not ours. */
  look(token: string): PlayedQuestion | null;
  /** Puts on record that the contact answered: once, and while it can be. */
  byLink(token: string): PlayedQuestion | null;
  /** Of a commune, whose record is read once for all that is asked of it: when a contact answered an event; `null` for not yet. */
  of(commune: string): (event: AlertEvent, contact: Pick<Contact, 'id'>) => Instant | null;
}

export interface ExerciseAnswersParts {
  communes: ReadonlyMap<string, Commune>;
  journal: Pick<Journal, 'state'>;
  exerciseStore: Pick<ExerciseStore, 'event'>;
  record: Pick<RecordBook, 'append' | 'ofAction'>;
  clock: Clock;
  linkKey: Buffer;
}

const ANSWERED = 'exercise.answered';

/** Whether an event of an exercise asks those who are told to say that they take care of it: as in a real alert what raises a level does. */
export function isAskedInExercise({ exercise, kind }: AlertEvent): boolean {
  return exercise === true && isRaise(kind);
}

export function createExerciseAnswers(parts: ExerciseAnswersParts): ExerciseAnswers {
  const { communes, journal, exerciseStore, record, clock, linkKey } = parts;

  function answersOf(commune: string): ReturnType<ExerciseAnswers['of']> {
    const lines = record.ofAction(commune, ANSWERED);
    return ({ alert, at }, { id }) =>
      lines.findLast(
        ({ actor, detail }) =>
          'person' in actor && actor.person === id && detail['exercise'] === alert && detail['askedAt'] === at,
      )?.at ?? null;
  }

  function refusalOf(event: AlertEvent): PlayedQuestion['refusal'] {
    if (journal.state(event.commune)?.alert) return 'alert-in-force';
    return clock.now() >= expiryOf(event) ? 'expired' : null;
  }

  function look(token: string): PlayedQuestion | null {
    const asked = readAnswerToken(token, linkKey);
    const event = asked && exerciseStore.event(asked.event);
    const commune = event && communes.get(event.commune);
    const contact = commune?.contacts.find(({ id }) => id === asked?.contact);
    if (!event || !commune || !contact || !isAskedInExercise(event)) return null;
    return { commune, contact, event, answeredAt: answersOf(commune.id)(event, contact), refusal: refusalOf(event) };
  }

  return {
    look,
    byLink(token) {
      const found = look(token);
      if (!found || found.answeredAt !== null || found.refusal !== null) return found;
      const { commune, contact, event } = found;
      const at = clock.now();
      const detail = { exercise: event.alert, level: event.level, askedAt: event.at };
      record.append({ at, actor: { person: contact.id }, action: ANSWERED, commune: commune.id, detail });
      return { ...found, answeredAt: at };
    },
    of: answersOf,
  };
}

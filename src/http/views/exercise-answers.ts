import type { AlertEvent } from '../../alert/alert.ts';
import type { Instant } from '../../lib/clock.ts';
import { isAskedInExercise } from '../../notification/exercise/exercise-answers.ts';
import type { Doors } from '../doors.ts';

/** Who was asked by which event of an exercise, and when they answered. */
export interface PlayedAnswer {
  /** Its id: it may have been removed since. */
  contact: string;
  event: AlertEvent;
  answeredAt: Instant | null;
}

/** Oldest first, by the messages that were written then. */
export function answersTo(
  { exerciseAnswers, told }: Pick<Doors, 'exerciseAnswers' | 'told'>,
  commune: string,
  played: readonly AlertEvent[],
): PlayedAnswer[] {
  const answeredAt = exerciseAnswers.of(commune);
  return played.filter(isAskedInExercise).flatMap((event) => {
    const asked = new Set(told.toContacts(event.id).map(({ recipient }) => recipient.id));
    return [...asked].map((contact) => ({ contact, event, answeredAt: answeredAt(event, { id: contact }) }));
  });
}

import type { AlertEvent } from '../../alert/alert.ts';
import type { Instant } from '../../lib/clock.ts';
import { toldOfExercise } from '../../notification/audience.ts';
import { isAskedInExercise } from '../../notification/exercise/exercise-answers.ts';
import type { Commune, Contact } from '../../territory/commune.ts';
import type { Doors } from '../doors.ts';

/** Who was asked by which event of an exercise, and when they answered. */
export interface PlayedAnswer {
  contact: Contact;
  event: AlertEvent;
  answeredAt: Instant | null;
}

/** Oldest first; by the contacts of now. */
export function answersTo(
  { exerciseAnswers }: Pick<Doors, 'exerciseAnswers'>,
  { id, contacts }: Commune,
  played: readonly AlertEvent[],
): PlayedAnswer[] {
  const answeredAt = exerciseAnswers.of(id);
  return played.filter(isAskedInExercise).flatMap((event) =>
    toldOfExercise(contacts).map((contact) => ({
      contact,
      event,
      answeredAt: answeredAt(event, contact),
    })),
  );
}

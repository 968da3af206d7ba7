import type { ExerciseEnd } from '../alert/alert.ts';
import type { Translated } from '../territory/commune.ts';

/** What became of an exercise, after the commune's name. */
export const exerciseEnds: Translated<Record<ExerciseEnd, string>> = {
  fr: {
    over: "l'exercice est terminé.",
    person: "l'exercice est terminé.",
    'clock-set': "l'exercice est terminé.",
    'real-alert': "l'exercice s'arrête tout de suite, une vraie alerte commence.",
    'simulated-alert': "l'exercice s'arrête tout de suite, une alerte est en vigueur.",
  },
  en: {
    over: 'the exercise is over.',
    person: 'the exercise is over.',
    'clock-set': 'the exercise is over.',
    'real-alert': 'the exercise ends at once, a real alert begins.',
    'simulated-alert': 'the exercise ends at once, an alert is in force.',
  },
};

import type { exerciseFr } from './exercise-fr.ts';

export const exerciseEn: typeof exerciseFr = {
  exercise: {
    word: 'EXERCISE – ',
    notice: (level, until) =>
      `EXERCISE until ${until}. Level played: “${level}”. This is not a real alert; the page shows the real situation.`,
    link: 'Exercise',
    title: (commune) => `Exercise: ${commune}`,
    intro:
      'An exercise sends real messages, all of which begin with EXERCISE. It changes nothing in the real watch: a real alert ends it at once.',
    afterMin: (level) => `Play “${level}” after (minutes)`,
    afterHint: 'Leave a level empty if it is not played. 0: at once.',
    lastsMin: 'The exercise ends after (minutes)',
    reason: 'Why this exercise',
    reasonHint: 'Everybody who is told will read it.',
    residents: 'Tell residents too',
    residentsHint: 'Without this, only the contacts of the commune are told.',
    machinesToo: (machines) =>
      `With residents, the exercise also goes, marked as one, to: ${machines}. Ask whoever looks after them first whether nothing sounds for an exercise.`,
    staffMachines: (machines) => `The exercise also goes, marked as one, to: ${machines}.`,
    start: 'Start the exercise',
    running: (person, until, reason) => `Led by ${person} until ${until}: ${reason}`,
    staffOnly: 'Only the contacts of the commune are told.',
    residentsToo: (person) => `Residents are told too, says ${person}.`,
    widen: 'Tell residents too, from the next message on',
    end: 'End the exercise',
    played: 'Played so far',
    nothingPlayed: 'Nothing yet.',
    done: {
      started: 'EXERCISE started.',
      widened: 'From the next message of the exercise on, residents are told too.',
      ended: 'EXERCISE ended.',
    },
    refused: {
      'alert-in-force': 'A real alert is in force: no exercise now.',
      'already-running': 'An exercise is running already.',
      'not-playable':
        'Nothing was started: give at least one level, whole and different minutes before the end, an end within 24 hours, and a reason of at least 5 characters.',
      'not-running': 'The exercise was over already: nothing has changed.',
    },
  },
};

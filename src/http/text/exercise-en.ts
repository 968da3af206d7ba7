import { enCount } from '../../text/en-numbers.ts';
import type { exerciseFr } from './exercise-fr.ts';

export const exerciseEn: typeof exerciseFr = {
  exercise: {
    word: 'EXERCISE – ',
    notice: (level, until) =>
      `EXERCISE until ${until}. Level played: “${level}”. This is not a real alert; the page shows the real situation.`,
    waitsNotice: (until) =>
      `EXERCISE until ${until}. The commune waits its turn: nobody there has been told yet. The page shows the real situation.`,
    link: 'Exercise',
    title: (commune) => `Exercise: ${commune}`,
    intro:
      'An exercise sends real messages, all of which begin with EXERCISE. It changes nothing in the real watch: a real alert ends it at once.',
    noWays: 'Neither mail nor a text message gateway is set up: nobody will receive this exercise.',
    afterMin: (level) => `Play “${level}” after (minutes)`,
    afterHint: 'Leave a level empty if it is not played. 0: at once.',
    lastsMin: 'The exercise ends after (minutes)',
    reason: 'Why this exercise',
    reasonHint: 'Everybody who is told will read it.',
    residents: 'Tell residents too',
    residentsHint: (told) => `Without this, only these contacts are told: ${told}.`,
    machinesToo: (machines) =>
      `With residents, the exercise also goes, marked as one, to: ${machines}. Ask whoever looks after them first whether nothing sounds for an exercise.`,
    staffMachines: (machines) => `The exercise also goes, marked as one, to: ${machines}.`,
    start: 'Start the exercise',
    running: (person, until, reason) => `Led by ${person} until ${until}: ${reason}`,
    staffOnly: (told) => `Only these contacts are told: ${told}.`,
    residentsToo: (person) => `Residents are told too, says ${person}.`,
    widen: 'Tell residents too, from the next message on',
    end: 'End the exercise',
    endWaits: (person) => `Ended by ${person}: the end is still to be told.`,
    played: 'Played so far',
    last: 'The last exercise',
    lastBy: (person, reason) => `Led by ${person}: ${reason}`,
    log: 'Its event log',
    answers: {
      title: 'Who answered',
      contact: 'Contact',
      level: 'Level played',
      asked: 'Asked',
      answered: 'Answered',
      notYet: 'no answer',
      after: (at, lasted) => `${at}, after ${lasted}`,
    },
    answer: {
      title: (commune) => `EXERCISE, ${commune}: are you dealing with it?`,
      notReal: 'This is not a real alert.',
      level: 'Level played',
      means:
        'This button notes that you answered, and when. In a real alert it stops the reminders, and the others see your name.',
      done: 'EXERCISE: noted',
      doneText: (name, at, lasted) => `${name} answered on ${at}, after ${lasted}. There is nothing more to do here.`,
      toExercise: 'See the exercise (with password)',
      overtaken: (commune) => `A real alert is in force, ${commune}`,
      overtakenText:
        'The exercise is stopped. To answer without a password, open the link in the message of the real alert.',
      overtakenPlayed: (commune) => `An alert is in force, ${commune}`,
      overtakenPlayedText:
        'It is not real either. The exercise is stopped. To answer without a password, open the link in the message of that alert.',
      expired: 'EXERCISE: this link no longer works',
      expiredText: 'It worked for 24 hours only. Nothing was changed.',
    },
    nothingPlayed: 'Nothing yet.',
    report: {
      link: 'Its report, to print',
      title: (commune) => `Report of the exercise: ${commune}`,
      notReal: 'EXERCISE: none of what follows was real.',
      runs: 'running',
      staffOnly: 'Residents were not told.',
      residentsToo: (person) => `Residents were told too, says ${person}.`,
      residentsTooLate: (person) =>
        `Residents were to be told too, says ${person}, but nothing was played after that: they were not.`,
      course: 'What was played',
      learned: 'Write down what was learned',
      back: 'All exercises of the commune',
      earlier: 'Earlier exercises',
      begun: 'Start',
      led: 'Led by',
      purpose: 'Why',
      answered: 'Answered',
      of: (answered, asked) => `${answered} of ${asked}`,
      older: 'Older exercises',
    },
    many: {
      title: 'Exercise in several communes',
      running: (communes) => `Running in ${enCount(communes, 'commune')}`,
      waiting: (communes) =>
        `${enCount(communes, 'commune')} ${communes === 1 ? 'waits its turn' : 'wait their turn'}.`,
      waits: 'waits its turn',
      heldUp: {
        untried: 'Other messages go first; the exercise follows.',
        'put-off':
          'The exercise is held up: at least twenty messages of exercises could not be sent. It goes on as soon as the mail server or the SMS gateway that refuses them takes one.',
      },
      played: 'Level played',
      until: 'Until',
      ledBy: 'Led by',
      end: (communes) => `End the exercise in ${enCount(communes, 'commune')}`,
      inAlert: (communes) => `A real alert is in force, no exercise now: ${communes}.`,
      choose: 'Choose the communes',
      river: (name) => name || 'No river',
      wholeRiver: (communes) => `All communes of this river (${communes})`,
      lastHeld: (commune, day) => `${commune} (${day === null ? 'no exercise yet' : `last exercise: ${day}`})`,
      messages: (mails, texts) =>
        `For all of them, at each level and at the end: ${enCount(mails, 'e-mail')}${texts > 0 ? `, ${enCount(texts, 'text message')}` : ''}.`,
      turns: (aMinute, communes, minutes) =>
        `Communes are told one after the other, ${aMinute} a minute at most, so that nothing real is delayed. For ${enCount(communes, 'commune')}: at least ${enCount(minutes, 'minute')} at each level, and as long at the end. A commune whose turn comes late hears only the level of that moment.`,
      contactsOnly:
        'Only the mayor and the duty officer of each commune are told, or all its contacts where it has neither; who is one in several communes once for each, as in a real alert. Residents: on the page of each commune, by whoever may tell them.',
      noneChosen: 'Nothing was started: choose at least one commune.',
      notStarted: (why, communes) => `Not started: ${communes}. ${why}`,
      started: (communes) => `EXERCISE started in ${enCount(communes, 'commune')}. Each is told in its turn.`,
      ended: (communes) =>
        `EXERCISE ended in ${enCount(communes, 'commune')}. Whoever was told of it hears of the end in turn.`,
    },
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
      'not-widened': 'Nothing has changed: it was decided already, or the exercise is over.',
      'not-running': 'The exercise was over already: nothing has changed.',
      'other-exercise':
        'Nothing has changed: the exercise that you were looking at is over, and another has begun since. The page shows it.',
    },
  },
};

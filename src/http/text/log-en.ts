import type { logFr } from './log-fr.ts';

export const logEn: typeof logFr = {
  log: {
    title: (commune) => `${commune}: event log`,
    link: 'Event log',
    intro:
      'Write down what is decided and what is seen, as it happens. An entry can be neither changed nor erased: to correct or complete it, add a follow-up.',
    kind: { decision: 'Decision', observation: 'Observation' },
    kindLabel: 'What it is',
    text: 'What, where, who',
    textHint:
      '2,000 characters at most. Avoid the names of residents: nothing can be erased. Your name and the time are kept with the entry.',
    write: 'Write the entry',
    saved: (id) => `Written down: no. ${id}.`,
    number: (id) => `no. ${id}`,
    followUp: 'Add a follow-up',
    followUpOf: (id) => `follows no. ${id}`,
    following: (id, person) => `Follow-up of no. ${id}, by ${person}:`,
    notFollowing: 'Write an entry of its own',
    inAlert: 'An alert is in force: the entry will belong to it.',
    inExercise: 'An exercise is under way: the entry will be marked EXERCISE.',
    notPlayed: 'It is real: not for the exercise',
    askPlayed: (inAlert) =>
      `The entry is not written yet: ${inAlert ? 'a real alert is in force' : 'the exercise is over'}. If it is real, write it as it is; if it was for the exercise, tick the box.`,
    wasPlayed: 'It was for the exercise: mark it EXERCISE',
    noAlert: 'No alert is in force.',
    receivedAt: (at) => `received ${at}`,
    empty: 'Nothing has been written down yet.',
    older: 'Older entries',
    newest: 'Back to the newest',
    onlyAlert: 'Only the entries of this alert, newest first.',
    onlyExercise: 'Only the entries of this exercise, newest first.',
    all: 'All entries',
    badText: (longest) =>
      `The entry was not written: it must have 1 to ${longest} characters. What you typed is below.`,
    badFollows: 'The entry was not written: the one that you follow up does not exist in this commune.',
    back: (inAlert) => `Back to the ${inAlert ? 'alert' : 'situation'}`,
  },
};

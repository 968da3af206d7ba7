import type { PastWords } from './past-words.ts';

const answer = { yes: 'Yes, the water came', no: 'No', 'not-known': 'Nobody could see it' } as const;

export const pastEn: PastWords = {
  past: {
    title: 'Past alerts',
    link: 'Past alerts and reports',
    intro: 'Every alert, newest first, with its report and what really happened.',
    from: 'Start',
    to: 'End',
    highest: 'Highest level',
    stillOn: 'in force',
    exercise: 'EXERCISE',
    none: 'No alert so far.',
    noneIn: (count) => `No alert so far in ${count === 1 ? 'one other commune' : `${count} other communes`}.`,
    report: 'Report',
    reportOf: (commune, at) => `Report: ${commune}, ${at}`,
    truth: 'What happened?',
    pending: 'What happened? Answers needed',
    pendingIntro: 'Your answer says whether the alert was right. Without one, the gauge’s own reading stands.',
    nonePending: 'No answer is needed.',
    ofAlert: (commune, from, to) => `${commune}: alert from ${from} to ${to}`,
    withoutAlert: (commune, from) => `${commune}: mark reached without an alert, ${from}`,
    ask: 'Answer',
    askTitle: (commune) => `${commune}: what happened?`,
    askIntro:
      'Your answer carries your name. It cannot be erased; a new answer takes its place and the old one can still be read.',
    flooded: 'Did it flood?',
    answer,
    reached: 'Up to which level?',
    reachedHint: 'If the water came: the highest of the commune’s levels that was really reached.',
    notReached: 'no level',
    place: 'Where?',
    placeHint: 'Streets, areas, bridges. 500 characters at most.',
    passedAt: (timeZone) => `When did the water come? (local time, ${timeZone})`,
    passedAtHint: 'Leave it empty if nobody knows.',
    note: 'Anything else to remember?',
    sign: (name) => `Sign the answer (${name})`,
    saved: 'Thank you. The answer is saved.',
    answeredBy: (name, at) => `Answer by ${name}, ${at}`,
    notAnswered: 'No answer: the gauge’s own reading stands.',
    gaugeStands: 'The gauge’s own reading stands.',
    upTo: (said, level) => `${said}, up to level “${level}”`,
    cameAt: (at) => `The water came ${at}.`,
    history: 'Earlier answers',
    revise: 'Give a new answer',
    problem: {
      'no-level': 'Nothing was saved: say up to which level the water came.',
      'bad-time':
        'Nothing was saved: the time cannot be that of this event, or clocks showed it twice or never (clock change).',
      'too-long': 'Nothing was saved: 500 characters at most for the place, 1,000 for the note.',
      'answered-meanwhile':
        'Nothing was saved: somebody has answered in the meantime. Read it below, then answer if you know more.',
    },
    back: 'Back to past alerts',
  },
};

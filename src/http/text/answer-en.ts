import type { answerFr } from './answer-fr.ts';

export const answerEn: typeof answerFr = {
  answer: {
    title: (commune) => `Alert in ${commune}: will you deal with it?`,
    level: 'Level of the alert',
    forWhom: 'Asked of',
    meaning: 'What this button does',
    means: [
      'It stops the reminders. The others who were told see your name and the time.',
      'It does not tell residents: that is decided on the alert’s page.',
      'If you cannot after all, the same link lets you say so.',
    ],
    notYou: (name) => `Are you not ${name}? Do not press it; pass the message on.`,
    done: 'Noted: you are dealing with it',
    doneText: (name, level, commune) =>
      `${name}, your answer is recorded for the alert “${level}” in ${commune}. The reminders have stopped. This link brings you back here.`,
    handBack: {
      question: 'Can you not deal with it, or no longer?',
      hint: 'Those who were told learn it at once, and the next person is told. Residents hear nothing of it.',
      done: {
        title: 'Noted: you are no longer dealing with it',
        text: 'Those who were told are learning it now, and the next person is being told. To take the alert on again, open the link in the newest message.',
      },
    },
    residentsWait: (level) => `Residents have not been told of the level “${level}”: see the alert’s page.`,
    alreadyYou: (name, at) => `You have already answered (${name}, ${at}). The reminders have stopped.`,
    expired: (at) => `This link worked until ${at} only. A newer message has a link that works.`,
    handedBack: 'Your answer no longer counts: nobody is dealing with the alert any more.',
    newerLink: 'To answer without a password, open the link in the newest message.',
    refusedText: 'Nothing was changed.',
    toAlert: 'See the alert (with password)',
    notOurs: 'This link does not work',
    notOursText:
      'It is incomplete, does not come from this service, or you are no longer one of its contacts. Nothing was changed. Open the whole link from the message.',
    roles: { mayor: 'mayor', deputy: 'deputy', 'duty-officer': 'duty officer', agency: 'river agency' },
    reply: {
      acknowledged: (level, commune) => `Noted: you are dealing with the alert “${level}” in ${commune}.`,
      unknownNumber: 'This number belongs to no contact of the alert service. Nothing was changed.',
      subscribed: (commune) =>
        `Noted: you will get the flood instructions (${commune}) by text message. To stop: STOP.`,
      unsubscribed: 'Noted: your subscription and its number are erased. You get no more text messages to residents.',
      noWish: 'Not understood, nothing was changed. To get no more alerts by text message, reply STOP.',
      notUnderstood: 'Not understood, nothing was changed. Reply YES and the 4-digit code in the message.',
      wrongCode: 'This code is not valid, or no longer valid. Nothing was changed. Use the code in the newest message.',
      nothingAsked: 'No alert is waiting for an answer from you. Nothing was changed.',
      locked: (minutes, byMail) =>
        `Too many wrong codes. Try again in ${minutes} min${byMail ? ', or open the link in the e-mail' : ''}.`,
    },
  },
};

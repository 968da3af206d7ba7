import type { TestWords } from './test-words.ts';

export const testEn: TestWords = {
  test: {
    title: 'Send a test message',
    link: 'Send a test message',
    intro:
      'A message marked TEST goes the same way as an alert, to one person only. The page then says whether the mail server took it.',
    to: 'To whom',
    hint: 'To yourself; or tell the person first.',
    send: 'Send the TEST',
    sentTo: 'Last test',
    onItsWay: 'On its way to the mail server.',
    taken: (at, answer) => `The mail server took it on ${at}. It said: ${answer}`,
    look: 'Look whether it has arrived: it may lie in the spam folder.',
    notSent: (why) => `It was not sent: ${why}`,
    noSuch: 'Nothing was sent: choose a person of the list.',
  },
};

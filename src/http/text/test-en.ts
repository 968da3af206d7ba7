import type { TestWords } from './test-words.ts';

export const testEn: TestWords = {
  test: {
    title: 'Send a test message',
    link: 'Send a test message',
    intro:
      'A message marked TEST goes the same way as an alert, to one person only. The page then says whether the mail server accepted it.',
    to: 'To whom',
    hint: 'To yourself; otherwise tell the person first.',
    send: 'Send the TEST',
    sentTo: 'Last test',
    onItsWay: 'On its way to the mail server.',
    taken: (at, answer) => `The mail server accepted it on ${at}. It answered: ${answer}`,
    look: 'Check that it has arrived: it may be in the spam folder.',
    notSent: (why) => `It was not sent: ${why}`,
    noSuch: 'Nothing was sent: choose a person from the list.',
  },
};

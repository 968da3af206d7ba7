import type { testFr } from './test-fr.ts';

export const testEn: typeof testFr = {
  test: {
    title: 'Send a test message',
    link: 'Send a test message',
    intro:
      'A message marked TEST goes the same way as an alert, to one person only: by e-mail, text message and call, as far as the town has set them up and the person has a phone. The page then says what was accepted.',
    to: 'To whom',
    machine: (name) => `machine “${name}” (webhook)`,
    hint: 'To yourself; otherwise tell the person first.',
    hintWithMachines:
      'To yourself; otherwise tell the person first or, for a machine, whoever looks after it. A machine gets a test message, which is no alert.',
    send: 'Send the TEST',
    by: {
      email: {
        title: 'Last test',
        onItsWay: 'On its way to the mail server.',
        taken: (at, answer) => `The mail server accepted it on ${at}. It answered: ${answer}`,
        look: 'Check that it has arrived: it may be in the spam folder.',
      },
      sms: {
        title: 'Last test by text message',
        onItsWay: 'On its way to the gateway for text messages.',
        taken: (at, answer) => `The gateway for text messages accepted it on ${at}. It answered: ${answer}`,
        look: 'Check that it has arrived on the phone.',
      },
      voice: {
        title: 'Last test by call',
        onItsWay: 'On its way to the gateway for calls.',
        taken: (at, answer) => `The gateway for calls accepted it on ${at}. It answered: ${answer}`,
        look: 'Check that the phone rings, also at night, and that the voice can be understood.',
      },
      webhook: {
        title: 'Last test by webhook',
        onItsWay: 'On its way to the machine.',
        taken: (at, answer) => `The machine accepted it on ${at}. It answered: ${answer}`,
        look: 'Check that it has done nothing but note it: it was no alert.',
      },
    },
    notSent: (why) => `It was not sent: ${why}`,
    noSuch: 'Nothing was sent: choose from the list.',
  },
};

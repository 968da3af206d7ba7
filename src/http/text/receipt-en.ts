import { enCount } from '../../text/en-numbers.ts';
import type { receiptFr } from './receipt-fr.ts';

export const receiptEn: typeof receiptFr = {
  receipt: {
    title: (commune) => `Test message, ${commune}: have you received it?`,
    notReal: 'This is not an alert.',
    sent: (asker, at, commune) =>
      `${asker} asked for this test on ${at}, to check that flood alerts (${commune}) reach you.`,
    to: 'Sent to',
    by: { email: 'by e-mail', sms: 'by text message' },
    button: 'I have received this message',
    notYou: (name) =>
      `Are you not ${name}? Do not press it; tell the town hall that this number or address is the wrong one.`,
    done: 'Thank you, noted',
    doneText: (name, way, commune) => `${name}, flood alerts (${commune}) reach you ${way}.`,
    already: 'Noted already',
    alreadyText: (at) => `This message was noted as received on ${at}. There is nothing more to do here.`,
    expired: 'This link no longer works',
    expiredText: (at) => `It worked until ${at}. Nothing was changed: the next test will have a link that works.`,
  },
  reached: {
    title: 'Who receives messages',
    intro:
      'Accepted means: taken by the mail server or the gateway. Confirmed means: the person opened the link in the test message and pressed the button. Where the address or number changes, all is to be done again.',
    toTry: (count, of) =>
      count === 0
        ? 'All have confirmed within a year.'
        : `To be tried: ${count} of ${of}, never confirmed, not for a year, or refused since.`,
    firstOf: (count) =>
      `No more than ${count} are listed, those whose last test was refused first. The others, by commune:`,
    sure: (count) => `Confirmed within a year (${count})`,
    contact: 'Contact',
    way: 'By',
    ways: { email: 'E-mail', sms: 'Text message', voice: 'Call' },
    tried: 'Last test',
    neverTried: 'Never tried',
    accepted: 'accepted',
    refused: 'refused',
    onItsWay: 'on its way',
    received: 'Confirmed by the person',
    neverReceived: 'Never confirmed',
    longAgo: 'More than a year ago',
    all: 'All contacts of a commune',
    allGo: 'Send a test to all contacts of this commune',
    allOf: 'Commune',
    allAsk: (commune) => `Send a TEST to all contacts, ${commune}?`,
    allText: (count) =>
      count === 1
        ? 'A message marked TEST goes to the person below, by each way that there is.'
        : `A message marked TEST goes to the ${count} people below, by each way that there is. Tell them first, or choose a day agreed on.`,
    allSend: 'Send the TEST to all',
    allSent: (count, commune) =>
      `The TEST has gone to ${enCount(count, 'contact')} (${commune}). The table says what was accepted, then who has confirmed it.`,
    back: 'Send nothing',
  },
};

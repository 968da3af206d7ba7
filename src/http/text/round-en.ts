import { enCount } from '../../text/en-numbers.ts';
import type { roundFr } from './round-fr.ts';

export const roundEn: typeof roundFr = {
  round: {
    link: 'Send a test to all contacts of all your communes',
    title: 'Send a TEST to all contacts of all your communes?',
    text: (contacts, communes) =>
      `A message marked TEST goes to ${enCount(contacts, 'contact')} of ${enCount(communes, 'commune')}, by each way that the person has: e-mail, text message, call. An address or number that several communes have is tried once. Phones ring: choose a day and hour agreed on.`,
    paced: (minutes) =>
      `One commune after the other, so that the gateways are not flooded: ${enCount(minutes, 'minute')} at least. A real alert goes before the tests. A commune in alert gets none, nor does any of its contacts.`,
    send: 'Send the TEST to all communes',
    back: 'Send nothing',
    busy: 'A test of several communes is under way already: one at a time. Nothing more was sent.',
    stale:
      'Nothing was sent: another test has begun since this page was opened. Look at the results before you send one more.',
    underWay: (who, at, done, of) =>
      `Test asked for by ${who} on ${at}: under way, ${done} of ${enCount(of, 'commune')}.`,
    over: (who, at, done, of) => `Test asked for by ${who} on ${at}: over, ${done} of ${enCount(of, 'commune')}.`,
    stopped: (who, at, done, of) =>
      `Test asked for by ${who} on ${at}: stopped by a person, ${done} of ${enCount(of, 'commune')}.`,
    failed: (who, at, done, of) =>
      `Test asked for by ${who} on ${at}: broken off, ${done} of ${enCount(of, 'commune')}. The service could not go on; whoever runs it finds why in its log.`,
    leftOut: (_, names) => `Left out, in alert at that moment: ${names}.`,
    stop: 'Stop the test',
    results: 'Results of the tests by commune',
    resultsHint:
      'Of the last test of each contact, by each way. Confirmed: the person said so by the link in the message. A call has no link.',
    commune: 'Commune',
    tried: 'Last test',
    outcome: 'What came of it',
    noContacts: 'no contact',
    confirmed: (count) => `${count} confirmed`,
    unanswered: (count) => `${count} not answered`,
    refused: (count) => `${count} refused`,
    called: (count) => (count === 1 ? '1 call accepted' : `${count} calls accepted`),
    onItsWay: (count) => `${count} on ${count === 1 ? 'its' : 'their'} way`,
    untried: (count) => `${count} never tried`,
  },
};

import type { Losable, TroubleWords } from './trouble-words.ts';

const lost: Readonly<Record<Losable, string>> = {
  alerts: 'alerts',
  messages: 'what became of messages',
  rules: 'alert rules',
  residents: 'residents’ subscriptions',
  accounts: 'accounts',
  exclusions: 'maintenance and excluded readings',
  readings: 'readings',
  record: 'the event log',
};

/** What to do about what is lost. */
const putRight: Partial<Record<Losable, string>> = {
  alerts:
    'If an alert was in force, the service may not know of it any more: look at the river, and inform residents yourself.',
  messages: 'Messages that were waiting may not go out: tell those concerned yourself.',
  rules: 'Have the alert rules checked: those of the configuration files are in force again.',
  residents: 'Ask residents to subscribe again: some of them will not be told any more.',
  accounts: 'Have the missing accounts made again by whoever runs the service.',
  exclusions: 'Have maintenance and excluded readings checked, gauge by gauge.',
};

export const enTrouble: TroubleWords = {
  subjects: {
    'stores-nothing': (service) => `FAILURE ${service}: no alert can go out`,
    'stores-again': (service) => `FAILURE OVER ${service}: the water is watched again`,
    mended: (service) => `DAMAGED DISK ${service}: the service goes on`,
    'not-mended': (service) => `DAMAGED DISK ${service}: alerts may not go out`,
    lost: (service) => `DAMAGED DISK ${service}: alert data is lost`,
  },
  storesNothing: (since) => ({
    what: [
      `Since ${since} the service has been unable to store anything. Mostly its disk or memory card is full or at the end of its life, or another program holds its database.`,
      'While that lasts it does not watch the water, and alerts nobody. Its pages go on showing what held before.',
    ],
    steps: [
      'Have the rivers watched on site, and follow the official sources.',
      'Tell whoever runs the service at once: its log says what is wrong.',
      'If nobody can be reached: to switch the machine off, wait a minute and switch it on again sometimes helps.',
      'Until a message tells you that it is over, take it that the failure lasts.',
    ],
  }),
  storesAgain: (at) => ({
    what: [`Since ${at} the service stores, watches and alerts again.`],
    steps: ['Have the cause looked for: a full disk, or a disk or memory card to be replaced.'],
  }),
  mended: (at, gone) => ({
    what: [
      `The disk or memory card of the service gives back damaged data. On ${at} the service wrote anew all that could still be read. It goes on watching the water and alerting.`,
      gone.length === 0
        ? 'Nothing that matters is lost.'
        : `Lost, in part or altogether: ${gone.map((each) => lost[each]).join(', ')}.`,
    ],
    steps: [
      ...gone.flatMap((each) => putRight[each] ?? []),
      'Have this disk or card replaced without delay: the next time the service may stop altogether.',
    ],
  }),
  notMended: (at) => ({
    what: [
      `The disk or memory card of the service gives back damaged data, and on ${at} the service could not write its database anew. It tries again each hour.`,
      'While that lasts alerts may not go out, and its pages may be wrong.',
    ],
    steps: [
      'Have the rivers watched on site, and follow the official sources.',
      'Tell whoever runs the service at once: its log says what keeps it from doing so, often a lack of room.',
      'Have this disk or card replaced without delay.',
    ],
  }),
};

import type { exclusionFr } from './exclusion-fr.ts';

export const exclusionEn: typeof exclusionFr = {
  exclusion: {
    title: (station) => `Excluded readings: ${station}`,
    link: 'Exclude readings',
    intro:
      'Excluded readings stay visible and marked; they raise nothing and serve no forecast. If the gauge will go on being wrong, put it under maintenance instead.',
    from: 'From',
    to: 'To',
    hint: 'Local time. A period in the past, of 31 days at most.',
    reason: 'Why',
    begin: 'Sign and exclude',
    inForce: 'Excluded at present',
    none: 'No reading is excluded.',
    period: 'Period',
    signedBy: (person, at) => `signed by ${person}, ${at}`,
    liftReason: 'Why they count again',
    lift: 'Sign and restore',
    clock: {
      title: 'Taken back as the clock was set back',
      intro: 'By the clock as it was set, their times were yet to come. Restore them only if it was right before that.',
      taken: (count, by, at) => `${count === 1 ? '1 reading' : `${count} readings`}; clock set back by ${by}, ${at}`,
    },
    past: 'Restored',
    lifted: 'Restored',
    liftedBy: (person, at) => `by ${person}, ${at}`,
    done: {
      excluded: 'Signed: these readings no longer count.',
      lifted: 'Signed: these readings count again.',
    },
    noTime: 'Nothing was saved: a date and time is missing.',
    refused: {
      'ends-before-it-begins': 'Nothing was saved: the end comes before the beginning.',
      'ends-in-the-future':
        'Nothing was saved: the end lies in the future. For what is to come, put the gauge under maintenance.',
      'longer-than-31-days': 'Nothing was saved: the period is longer than 31 days.',
      'history-unreachable': 'Nothing has changed: the history in InfluxDB does not answer. Try again later.',
    },
    alreadyLifted: 'They had been restored already: nothing has changed.',
  },
  feeds: {
    title: 'National services',
    about: 'Gauge or area',
    service: 'Service',
    answered: 'Last answer',
    state: 'State',
    works: 'answers',
    never: 'never',
    failing: (failures) =>
      failures === 1 ? 'did not answer the last time it was asked' : `did not answer the last ${failures} times`,
  },
};

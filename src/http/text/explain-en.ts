import { enCount } from '../../text/en-numbers.ts';
import type { explainFr } from './explain-fr.ts';

export const explainEn: typeof explainFr = {
  explain: {
    title: 'Why this forecast',
    rise: (hours, metres, low, high) =>
      `In ${hours}, expected rise: ${metres} (8 chances in 10 between ${low} and ${high}).`,
    fall: (hours, metres, low, high) =>
      `In ${hours}, expected fall: ${metres} (8 chances in 10 between ${low} and ${high}).`,
    steady: (hours, low, high) => `In ${hours}, about the same level (8 chances in 10 between ${low} and ${high}).`,
    above: 'from what is measured upstream',
    own: 'from what is measured right here',
    rain: 'from the rain that fell, or did not',
    rest: 'from the other gauges upstream',
    travel: (about) => `the water takes ${about} to get here`,
    cameHigher: 'In the last three hours the water came higher than forecast: the chances were raised accordingly.',
    cameLower: 'In the last three hours the water came less high than forecast: the chances were lowered accordingly.',
    developments: 'Developments worked out from the most similar past situations:',
    reach: (count, frequency, mark, hours) =>
      `${frequency} ${count === 1 ? 'reaches' : 'reach'} ${mark} within ${hours}`,
    events: 'They come mostly from these past moments:',
    here: 'right here',
  },
  travel: {
    title: 'Travel times of the water',
    reaches: (count) => `Between ${enCount(count, 'pair')} of gauges`,
    note: 'Travel times are learned from the rises measured here. Rain between two gauges can make the water rise sooner.',
    here: (about) => `${about} from here`,
    about: (hours) => `about ${hours}`,
    underHour: 'under 1 h',
    from: 'From',
    to: 'To',
    time: 'Time',
    between: 'From the fastest to the slowest',
    range: (fastest, slowest) => `${fastest} to ${slowest}`,
    rises: 'Rises that agree',
    risesOf: (agreeing, rises) => `${agreeing} of ${rises}`,
    unknown: {
      'too-quiet': 'not known: no rise measured yet',
      'too-weak': 'not known: the two gauges do not rise together',
      differing: 'not known: too different from one rise to the next',
    },
    none: 'Nothing yet: the forecast has not learned from the river’s own readings.',
  },
};

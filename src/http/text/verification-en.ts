import { enCount } from '../../text/en-numbers.ts';
import type { verificationFr } from './verification-fr.ts';

const s = (count: number) => (count === 1 ? '' : 's');

export const verificationEn: typeof verificationFr = {
  verification: {
    title: 'Were we right?',
    link: 'Were we right?',
    intro: 'Alerts and stated chances beside what really happened. Exercises do not count.',
    since: (at, answers) =>
      `Since ${at}. ${answers === 0 ? 'No signed answer' : `${answers} signed answer${s(answers)}`}; ${answers === 0 ? '' : 'elsewhere '}the gauges’ own readings stand.`,
    notYet: 'Nothing has been judged for this commune yet.',
    alerts: (commune) => `${commune}: the alerts`,
    level: 'Level',
    hits: 'Announced before the water',
    misses: 'Missed',
    falseAlarms: 'False alarms',
    pod: 'Probability of detection (POD)',
    far: 'False alarm ratio (FAR)',
    csi: 'Critical success index (CSI)',
    floods: (count) => `${count} flood${s(count)}`,
    noFlood: 'no flood counted at this level: nothing can be said yet.',
    tooFew: (count) => `${count} flood${s(count)}: not enough to know.`,
    noMiss: (floods, percent) => `none missed of ${floods}: the true share missed may still be up to ${percent}.`,
    unjudged: (count) => `${count} flood${s(count)} at an unknown time, not counted.`,
    unseen: (station, times, hours, longest) =>
      `${station}: not seen for ${hours} h${times > 1 ? ` in ${times} silences, the longest` : ','} ${longest}. A flood in that time is in no figure here.`,
    span: (from, to) => `from ${from} to ${to}`,
    interval: (from, to) => `between ${from} and ${to} (9 times in 10)`,
    leads: 'Flood by flood',
    flood: 'Mark reached',
    peak: 'Highest stage',
    outcome: 'Verdict',
    hit: '✓ announced',
    miss: '✗ missed',
    lead: 'Lead time achieved',
    by: { gauge: 'the gauge', answer: 'a person' },
    source: 'According to',
    falseAlarmOf: (from, to) => `False alarm from ${from} to ${to}`,
    unseenAlarmOf: (from, to) =>
      `Alert from ${from} to ${to}: its gauge was not seen or is no longer watched, so nobody knows whether water came. It counts once somebody answers.`,
    chances: (station) => `Stated chances: ${station}`,
    chancesIntro: (days) =>
      `One statement an hour, up to ${enCount(days, 'day')} back. Those of one flood are alike: their number is not the number of floods.`,
    statements: 'Statements',
    cameTrue: 'Came true',
    behind: 'In how many floods',
    brier: 'Brier score',
    reference: 'Brier of the reference',
    skill: 'Skill against the reference',
    reliability: (level) => `When we stated a chance (${level})`,
    said: 'We said',
    times: 'How often',
    came: 'It came',
    share: 'Share',
    sentence: (count, from, to, came) =>
      `Of ${enCount(count, 'time')} that we said ${from} to ${to}, it came ${enCount(came, 'time')}.`,
    noStatement: 'No statement whose outcome is known.',
    legend:
      'POD: announced ÷ (announced + missed). FAR: false alarms ÷ (announced + false alarms). CSI: announced ÷ (announced + missed + false alarms). Brier: 0 is perfect. Reference: of the hours at about this stage, the share in which the water rose as far within the same time; it knows the stage and nothing else. Skill: 1 is perfect, 0 no better than the reference. Earlier alerts too are judged by today’s marks.',
    json: 'The same numbers (JSON)',
  },
};

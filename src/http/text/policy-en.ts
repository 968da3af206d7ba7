import type { RuleFault } from '../../policy/find-faults.ts';
import type { RaisedLevel } from '../../territory/alert-level.ts';
import { enNumbers } from '../../text/en-numbers.ts';
import type { policyFr } from './policy-fr.ts';

const { metres, hours, chance } = enNumbers;
const share = (probability: number) => `${Number((probability * 100).toFixed(2))}%`;

export const policyEn: typeof policyFr = {
  policy: {
    changeTitle: (level, commune, station) => `Change the rule “${level}”: ${commune} – ${station}`,
    tryAll: 'Or have 200 rules tried and look at the best.',
    changeIntro: 'The new version applies from the next assessment. The old one can still be looked at.',
    why: 'Why this change',
    whyHint: 'Required. Your colleagues will read it; it is kept in the record.',
    save: 'Save the new version',
    saved: (version) => `Saved: version ${version} is in force.`,
    notSavedYet: 'Nothing is saved yet. Check the mark:',
    meant: 'This mark is what I mean (then save, below)',
    movedFar: (from, to) => `It goes from ${from} to ${to}.`,
    waterAbove: (stage) =>
      `The water stands above it already, at ${stage}: this level would be raised within minutes, and those in charge told.`,
    waterBelow: (stage) =>
      `The water stands above the mark in force, at ${stage}, and would stand below the new one: this level may come down while the water does not, and whoever was told of it would then hear that it no longer holds.`,
    unchanged: 'No value has changed: nothing to save.',
    changedMeanwhile: (author) =>
      `${author} has changed the policy in the meantime. These are the values in force: check before you try again.`,
    asFilled: 'Go on with what you had typed',
    fixFirst: 'Nothing was saved. To correct:',
    takeAgain: (version) => `Use version ${version} again`,
    valuesOf: (version) => `These are the values of version ${version}. Nothing changes until you save.`,
    field: {
      markM: 'Mark',
      leadTimeH: 'Within',
      raiseAt: 'Raise from',
      lowerAt: 'Lower below',
      k: 'Confirmations needed (number of assessments)',
      n: 'Out of how many recent assessments',
      minDwellMin: 'Stays at least',
      releaseAfterMin: 'Without a decision, tell residents after',
    },
    unit: {
      markM: 'metres at the gauge',
      leadTimeH: 'hours',
      raiseAt: '% chance',
      lowerAt: '% chance',
      k: '',
      n: '',
      minDwellMin: 'minutes',
      releaseAfterMin: 'minutes',
    },
    hint: {
      markM: 'Lower: warned earlier and more often.',
      leadTimeH:
        'What is judged is the chance that the water reaches the mark within this time. Longer: warned earlier, but more false alarms.',
      raiseAt: 'Lower: fewer floods missed, but more false alarms.',
      lowerAt: 'Well below the threshold for raising, or the level goes up and down all the time.',
      k: 'The more are needed, the fewer false alarms, but the later the alert.',
      n: '2 of 3: two of the last three assessments must reach the threshold.',
      minDwellMin: 'A level does not come down before that.',
      releaseAfterMin: 'Leave it empty where only a person decides. Whoever writes these minutes signs them by name.',
    },
    machinesByItself: (machines) =>
      `Once these minutes are over the message also goes, without anybody’s decision, to: ${machines}.`,
    invalid: (field, found, allowed) => `${field}: found “${found}”, allowed: ${allowed}.`,
    invalidReason: 'Why this change: found empty or too short, allowed: 5 to 1,000 characters.',
    allowed: {
      between: (low, high) => `a number from ${low} to ${high}`,
      whole: (low, high) => `a whole number from ${low} to ${high}`,
    },
    orEmpty: 'or nothing',
    faultOf: (level, fault) => `${level}: ${fault}`,
    fault,
    signedBy: (person, version) => `signed by ${person}, version ${version}`,
  },
};

function fault(found: RuleFault, levelName: (level: RaisedLevel) => string): string {
  switch (found.kind) {
    case 'raise-above-one':
      return `would never rise: no chance is above 100%, and it would need ${share(found.raiseAt)}.`;
    case 'k-above-n':
      return `would never rise: ${found.k} confirmations asked for out of ${found.n} assessments.`;
    case 'mark-above-gauge':
      return `would never be reached: the mark of ${metres(found.markM)} is out of reach of the gauge, which ends at ${metres(found.maxM)}.`;
    case 'raise-at-zero':
      return `would always rise: a chance of ${share(found.raiseAt)} would do.`;
    case 'raise-below-usual':
      return `would always rise: on an ordinary day the chance to reach ${metres(found.markM)} within ${hours(found.leadTimeH)} is ${chance(found.usual)} already, and the threshold is ${share(found.raiseAt)}.`;
    case 'mark-below-gauge':
      return `would always rise: the mark of ${metres(found.markM)} lies below the bottom of the gauge (${metres(found.minM)}).`;
    case 'mark-below-normal':
      return `would always rise: on an ordinary day the river stands at ${metres(found.normalM)}, above the mark of ${metres(found.markM)}.`;
    case 'never-lowers':
      return `would never end: no chance lies below ${share(found.lowerAt)}.`;
    case 'lower-not-below-raise':
      return `“Lower below” (${share(found.lowerAt)}) must be less than “Raise from” (${share(found.raiseAt)}): the level would go up and down all the time.`;
    case 'marks-out-of-order':
      return `the mark of ${metres(found.markM)} must lie above that of “${levelName(found.milder)}” (${metres(found.milderM)}).`;
  }
  return found satisfies never;
}

import { enCount, enYears } from '../../text/en-numbers.ts';
import type { trialFr } from './trial-fr.ts';

export const trialEn: typeof trialFr = {
  trial: {
    tryIt: 'See what it would have done on past floods',
    tryHint:
      'Nothing is saved. It takes a few seconds; a few minutes the first time each day, or for another mark or time.',
    title: 'What these numbers would have done',
    running: (percent) => `Working: ${percent}%. Nothing is saved.`,
    same: 'With these numbers the same would have been announced as with the rule in force: there is nothing to compare.',
    notYet:
      'These numbers have not been replayed with today’s rules and readings, or the service was restarted meanwhile: press the button below them.',
    changedMeanwhile: (author) =>
      `${author} has changed this rule in the meantime: your numbers are compared here with those in force now. Check them before you save.`,
    sum: (falseAlarms, misses) => {
      if (falseAlarms === 0 && misses === 0)
        return 'As many false alarms and as many missed floods as with the rule in force.';
      return `Compared with the rule in force: ${count(falseAlarms, 'false alarm', 'false alarms')}, ${count(misses, 'missed flood', 'missed floods')}.`;
    },
    lead: (inForce, typed) => `Median lead: ${typed} instead of ${inForce}.`,
    caption: (from, to, years) => `From ${from} to ${to}: ${enYears(years)} of forecasts`,
    atMark: (mark, floods, misses, falseAlarms) => {
      const missed = floods === 0 ? '' : misses === 0 ? ', none missed' : `, ${misses} missed`;
      const came = floods === 0 ? 'no flood' : enCount(floods, 'flood');
      const wrong = falseAlarms === 0 ? 'no false alarm' : enCount(falseAlarms, 'false alarm');
      return `At the mark of ${mark}: ${came}${missed}, and ${wrong}.`;
    },
    marksDiffer: 'The marks differ: each rule is judged by the floods that reached its own.',
    inForce: 'Rule in force',
    typed: 'Your numbers',
    falseAlarmsAYear: 'False alarms a year',
    casesTitle: (cases) => `Flood by flood, and every false alarm (${cases})`,
    when: 'When',
    crest: 'Highest stage',
    hit: (lead) => `${lead} before`,
    miss: 'missed',
    falseAlarm: 'false alarm',
    nothing: 'nothing',
    noCase: 'No flood reached the mark in these years, and nothing was announced.',
    few: (floods) => {
      if (floods === 0) return 'No flood reached the mark: this says nothing about floods.';
      return `With ${floods === 1 ? 'one flood' : `${floods} floods`} this says little.`;
    },
    honest:
      'No forecast here comes from a model that knew what came after. But the more numbers you try on the same floods, the better the best of them looks by luck.',
    saveTitle: 'The numbers, and saving them',
  },
};

function count(difference: number, one: string, many: string): string {
  const size = Math.abs(difference);
  if (difference === 0) return `as many ${many}`;
  return `${size} ${difference > 0 ? 'more' : 'fewer'} ${size === 1 ? one : many}`;
}

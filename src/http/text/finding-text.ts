import type { WatchFinding } from '../../verification/watch/watch.ts';
import type { Speech } from '../speech.ts';

/** What the daily watch found, in words. */
export function findingText({ page: { tuning }, words, language }: Speech, finding: WatchFinding): string {
  if (finding.kind === 'budget-spent') {
    const promised = finding.promised.toLocaleString(language, { maximumFractionDigits: 1 });
    return tuning.budgetSpent(finding.falseAlarms, finding.sinceDays, promised);
  }
  const { days, stated, cameTrue, direction } = finding;
  const say = direction === 'too-sure' ? tuning.tooSure : tuning.tooCautious;
  return say(days, words.chance(stated), cameTrue);
}

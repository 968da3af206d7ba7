import { DAY_MS, HOUR_MS } from '../lib/units.ts';
import type { QualityTest } from '../reading/reading.ts';
import { enNumbers } from './en-numbers.ts';

const testNames: Readonly<Record<QualityTest, string>> = {
  'gross-range': 'impossible value',
  'rate-of-change': 'changes too fast',
  spike: 'lone spike',
  'flat-line': 'stuck sensor',
  'unit-slip': 'perhaps another unit',
  late: 'arrived too late',
  excluded: 'excluded',
  'taken-back': 'import taken back',
  'by-person': 'read by a person',
};

/** A sensor that has lost its power begins at 1970 or so: by how much it is off says nothing. */
const A_YEAR_MS = 365 * DAY_MS;

const tests = new Map<string, string>(Object.entries(testNames));

export function clockOff(offMs: number): string {
  if (Math.abs(offMs) > A_YEAR_MS)
    return 'The sensor speaks, but its clock has lost the date: nothing of what it says counts.';
  const by = enNumbers.hours(Math.abs(offMs) / HOUR_MS);
  return offMs > 0
    ? `The sensor speaks, but its clock is about ${by} ahead: its messages are refused.`
    : `The sensor speaks, but its clock is about ${by} behind: its readings count as old.`;
}

export function doubts(found: readonly string[]): string {
  return found.map((test) => tests.get(test) ?? test).join(', ');
}

/** Within brackets after what is doubted; nothing where no test is named. */
export function listed(found: readonly string[]): string {
  return found.length === 0 ? '' : ` (${doubts(found)})`;
}

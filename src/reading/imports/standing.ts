import { isTakenBack, type Reading, takenBackByClock } from '../reading.ts';
import type { HeldAt, Said } from './import-store.ts';

/**
 * What a reading becomes once imports are taken back: the newest revision that none of them wrote, or taken back itself where
 * there is none. `null` where nothing changes: a sensor, another import or a person has had the last word, or says the same.
 * What the clock has taken back stays so, and comes back, if it does, as what this gives.
 * @example sensor 2.1, import 210, the import taken back → 2.1; import 210 alone → 210, taken back
 */
export function standing({ revisions, said }: HeldAt): Pick<Reading, 'value' | 'quality' | 'tests'> | null {
  const newest = revisions.at(-1);
  if (!newest || isRemoved(newest) || !isGone(revisions, revisions.length - 1, said)) return null;
  const before = revisions.findLast((each, index) => !isTakenBack(each) && !isGone(revisions, index, said));
  if (!before) return { value: newest.value, quality: 'fail', tests: ['taken-back'] };
  const { value, quality, tests } = before;
  return { value, quality, tests: isTakenBack(newest) ? [...tests, 'taken-back'] : tests };
}

function isRemoved(reading: Reading): boolean {
  return isTakenBack(reading) && !takenBackByClock(reading);
}

/** An import that is taken back wrote it, and nobody else says it. */
function isGone(revisions: readonly Reading[], index: number, said: readonly Said[]): boolean {
  const { value, receivedAt } = revisions[index]!;
  const same = said.filter((each) => each.value === value);
  if (same.some(({ inForce }) => inForce)) return false;
  if (same.some(({ wrote, at }) => wrote && at <= receivedAt)) return true;
  // Another grade of what it wrote is its own too: a clock that was set back since says that it was received before the import.
  const before = revisions[index - 1];
  return before?.value === value && !isRemoved(before) && isGone(revisions, index - 1, said);
}

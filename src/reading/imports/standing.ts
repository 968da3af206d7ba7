import { isTakenBack, type Reading } from '../reading.ts';
import type { HeldAt, Said } from './import-store.ts';

/**
 * What a reading becomes once imports are taken back: the newest revision that none of them wrote, or taken back itself where
 * there is none. `null` where nothing changes: a sensor, another import or a person has had the last word, or says the same.
 * @example sensor 2.1, import 210, the import taken back → 2.1; import 210 alone → 210, taken back
 */
export function standing({ revisions, said }: HeldAt): Pick<Reading, 'value' | 'quality' | 'tests'> | null {
  const newest = revisions.at(-1);
  if (!newest || isTakenBack(newest) || !isGone(newest, said)) return null;
  const before = revisions.findLast((each) => !isTakenBack(each) && !isGone(each, said));
  return before ?? { value: newest.value, quality: 'fail', tests: ['taken-back'] };
}

/** An import that is taken back wrote it, and nobody else says it. */
function isGone({ value, receivedAt }: Reading, said: readonly Said[]): boolean {
  const same = said.filter((each) => each.value === value);
  return (
    same.some(({ inForce, wrote, at }) => !inForce && wrote && at <= receivedAt) && !same.some((each) => each.inForce)
  );
}

import type { Instant } from '../../lib/clock.ts';
import type { Exclusion } from '../../reading/exclusions/exclusion.ts';
import type { Import } from '../../reading/imports/import-store.ts';

type ImportedPast = Pick<Import, 'at' | 'from' | 'rows' | 'takenBack'>;
type ExcludedPast = Pick<Exclusion, 'at' | 'from' | 'reversal'>;

/**
 * Whether people changed the record that a run replayed after it was asked for: what it says of the floods may be of readings that no longer count,
 * or lack some that do. `until`: the end of that record; what lies after it was in no run.
 * @example asked on Monday; on Tuesday an import of last winter, in feet, is taken back → true
 */
export function isPastChanged(
  { askedAt, until }: { askedAt: Instant; until: Instant },
  imports: readonly ImportedPast[],
  exclusions: readonly ExcludedPast[],
): boolean {
  const isLater = (at: Instant): boolean => at > askedAt;
  return (
    imports.some((each) => each.from <= until && isOther(each, isLater)) ||
    exclusions.some(({ at, from, reversal }) => from <= until && (isLater(at) || (reversal && isLater(reversal.at))))
  );
}

/** An import that repeated what was held changed nothing. What goes on may change more. */
function isOther({ at, rows, takenBack }: ImportedPast, isLater: (at: Instant) => boolean): boolean {
  if (rows !== null && rows.new + rows.revision === 0) return false;
  return isLater(at) || (takenBack !== null && (takenBack.doneAt === null || isLater(takenBack.doneAt)));
}

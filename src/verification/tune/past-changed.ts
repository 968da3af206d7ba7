import type { Instant } from '../../lib/clock.ts';
import type { Exclusion } from '../../reading/exclusions/exclusion.ts';
import type { Import } from '../../reading/imports/import-store.ts';

type ImportedPast = Pick<Import, 'id' | 'from' | 'rows' | 'takenBack' | 'changedAt'>;
type ExcludedPast = Pick<Exclusion, 'at' | 'from' | 'reversal'>;

/**
 * Whether people changed the record that a run replayed after it was asked for: what it says of the floods may be of readings that no longer count,
 * or lack some that do. `until`: the end of that record; what lies after it was in no run.
 * `wroteEarlier`: whether an import that has ended wrote anything of it, and not its end alone.
 * @example asked on Monday; on Tuesday an import of last winter, in feet, is taken back → true
 */
export function isPastChanged(
  { askedAt, until }: { askedAt: Instant; until: Instant },
  imports: readonly ImportedPast[],
  exclusions: readonly ExcludedPast[],
  wroteEarlier: (id: Import['id']) => boolean,
): boolean {
  const isLater = (at: Instant): boolean => at > askedAt;
  // An import that repeated what was held changed nothing. One that was under way when the run was asked for, or still is, may have changed more.
  const isOther = ({ id, from, rows, takenBack, changedAt }: ImportedPast): boolean =>
    from <= until &&
    (isLater(changedAt) || takenBack?.doneAt === null) &&
    (rows === null || (rows.new + rows.revision > 0 && wroteEarlier(id)));
  return (
    imports.some(isOther) ||
    exclusions.some(({ at, from, reversal }) => from <= until && (isLater(at) || (reversal && isLater(reversal.at))))
  );
}

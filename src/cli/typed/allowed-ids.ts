import { closest } from '../../lib/io/closest.ts';

/** Of more than this the file is named, not each. */
const MOST_NAMED = 20;

/**
 * What could have been typed in place of an id that nothing has: each, or of an agency's hundreds the file and the one that was probably meant.
 *
 * @example allowedIds('bridg', ['mill', 'bridge'], 'stations.yaml') // 'mill, bridge'
 * @example allowedIds('a99', threeHundred, 'stations.yaml') // 'the 300 ids of stations.yaml (did you mean a09?)'
 */
export function allowedIds(found: string, known: Iterable<string>, file: string): string {
  const ids = [...known];
  if (ids.length <= MOST_NAMED) return ids.join(', ');
  const meant = closest(found, ids);
  return `the ${ids.length} ids of ${file}${meant === null ? '' : ` (did you mean ${meant}?)`}`;
}

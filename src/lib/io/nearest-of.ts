import { editDistance } from './edit-distance.ts';

const ALL_SHOWN = 20;
const NEAREST_SHOWN = 5;
/** Longer than any name: of what was pasted by mistake the rest takes only time. */
const COMPARED = 200;

/**
 * What may stand in place of a word that is none: all of it, or of many those that come nearest, and how many there are.
 *
 * @example nearestOf('limoux', ['trebes', 'coursan']) // 'trebes, coursan'
 * @example nearestOf('ville-17b', three hundred from ville-0 to ville-299) // 'ville-17, ville-170, ville-171, ville-172, ville-173, … (300 in all)'
 */
export function nearestOf(word: string, known: readonly string[]): string {
  if (known.length <= ALL_SHOWN) return known.join(', ');
  const typed = word.slice(0, COMPARED).toLowerCase();
  // Who breaks off in the middle of a name means one that begins so.
  const awayOf = (name: string) => (name.startsWith(typed) ? 0 : editDistance(typed, name));
  const byNearness = known
    .map((each) => ({ each, away: awayOf(each.toLowerCase()) }))
    .sort((a, b) => a.away - b.away)
    .map(({ each }) => each);
  return `${byNearness.slice(0, NEAREST_SHOWN).join(', ')}, … (${known.length} in all)`;
}

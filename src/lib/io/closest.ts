import { editDistance } from './edit-distance.ts';

/**
 * The word that was probably meant, or `null` when none is near: at most two letters apart, or a third of a short word.
 *
 * @example closest('leadTimeHours', ['leadTimeH', 'raiseAt']) // null
 * @example closest('rasieAt', ['leadTimeH', 'raiseAt']) // 'raiseAt'
 */
export function closest(word: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Math.min(2, Math.ceil(word.length / 3)) + 1;
  const typed = word.toLowerCase();
  for (const candidate of known) {
    const name = candidate.toLowerCase();
    // So many letters at least are put in or left out: what was pasted by mistake is not compared.
    if (Math.abs(typed.length - name.length) >= bestDistance) continue;
    const distance = editDistance(typed, name);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

import type { Result } from '../../../lib/result.ts';

/** Of a place that is named several times the worst counts; what cannot be read of it once is not covered by what can. */
export function noteWorst<Word>(
  places: Map<string, Result<Word, string>>,
  place: string,
  word: Result<Word, string>,
  rank: (word: Word) => number,
): void {
  const before = places.get(place);
  if (before && (!before.ok || (word.ok && rank(word.value) <= rank(before.value)))) return;
  places.set(place, word);
}

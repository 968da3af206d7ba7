import type { KnownFlood } from '../territory/known-flood.ts';
import type { FloodWords } from './flood-words.ts';
import { frNumbers } from './fr-numbers.ts';

export const floodFr: FloodWords = {
  title: ({ name, date }) => name?.fr ?? dateOf(date),
  inFull: ({ name, date }) => (name && date ? `${name.fr} (${dateOf(date)})` : (name?.fr ?? dateOf(date))),
  called: ({ name, date }) => (name ? `« ${name.fr} »` : `la crue ${ofDate(date)}`),
  higher: (flood) => `plus haut que ${flood}`,
  levelWith: (flood) => `au niveau de ${flood}`,
  below: (by, flood) => `${by} sous ${flood}`,
  about: (by) => `environ ${by}`,
  already: (text) => `déjà ${text}`,
  wouldBe: (text, highest) => `${highest === null ? '' : `au plus haut, autour de ${highest}, `}ce serait ${text}`,
  perhaps: (flood) => `au moins 1 chance sur 4 de dépasser ${flood}`,
  andAtHighest: (text, likely) => `${text} ; au plus haut, ${likely}`,
};

/** @example dateOf('1999-11') // 'novembre 1999' */
function dateOf(date: KnownFlood['date']): string {
  if (date === null || date.length === 4) return date ?? '';
  const day = frNumbers.day(Date.parse(date), 'UTC');
  return date.length === 7 ? day.replace(/^\S+ /, '') : day;
}

function ofDate(date: KnownFlood['date']): string {
  const text = dateOf(date);
  if (date?.length === 10) return `du ${text}`;
  return /^[ao]/.test(text) ? `d'${text}` : `de ${text}`;
}

import type { KnownFlood } from '../territory/known-flood.ts';
import { enNumbers } from './en-numbers.ts';
import type { FloodWords } from './flood-words.ts';

export const floodEn: FloodWords = {
  title: ({ name, date }) => name?.en ?? dateOf(date),
  inFull: ({ name, date }) => (name && date ? `${name.en} (${dateOf(date)})` : (name?.en ?? dateOf(date))),
  called: ({ name, date }) => (name ? `“${name.en}”` : `the flood of ${dateOf(date)}`),
  higher: (flood) => `higher than ${flood}`,
  levelWith: (flood) => `level with ${flood}`,
  below: (by, flood) => `${by} below ${flood}`,
  about: (by) => `about ${by}`,
  already: (text) => `already ${text}`,
  wouldBe: (text, highest) => `${highest === null ? '' : `at its highest, around ${highest}, `}that would be ${text}`,
  perhaps: (flood) => `at least 1 chance in 4 of passing ${flood}`,
  andAtHighest: (text, likely) => `${text}; at its highest ${likely}`,
};

/** @example dateOf('1999-11') // 'November 1999' */
function dateOf(date: KnownFlood['date']): string {
  if (date === null || date.length === 4) return date ?? '';
  const day = enNumbers.day(Date.parse(date), 'UTC');
  return date.length === 7 ? day.replace(/^\S+ /, '') : day;
}

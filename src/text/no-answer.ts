import type { EventReason } from '../alert/alert.ts';
import type { Names } from './words.ts';

interface Said {
  nobody: string;
  silent(names: readonly string[]): string;
  unreached(names: readonly string[]): string;
}

/** Who of those asked has not answered, and who cannot have: whoever is asked next may ring them up. */
export function noAnswer(
  { asked, unreached = [] }: EventReason & { because: 'no-answer' },
  names: Pick<Names, 'person'>,
  said: Said,
): string {
  if (asked.length === 0) return said.nobody;
  const silent = asked.filter((id) => !unreached.includes(id)).map((id) => names.person(id));
  const missed = unreached.map((id) => names.person(id));
  return [
    ...(silent.length > 0 ? [said.silent(silent)] : []),
    ...(missed.length > 0 ? [said.unreached(missed)] : []),
  ].join(' ');
}

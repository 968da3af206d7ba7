import { phoneIn } from '../../notification/asked/read-reply.ts';
import type { ResidentTexts } from '../../notification/residents/resident-texts.ts';
import { isMisdialled, withoutTrunk } from '../../people/phone-number.ts';

/** With its plus: no phone has fewer digits, and what has is a service that costs. */
const SHORTEST = 10;

/**
 * A phone number as people type it, with its country or as it is dialled there, in the form of E.164; `null` where it is none, has digits
 * too many or too few, or begins as none may here.
 *
 * @example readPhone('06 12 34 56 78', { country: '+33', prefixes: ['+33'] }) // '+33612345678'
 */
export function readPhone(
  typed: string,
  { country, prefixes }: Pick<ResidentTexts, 'country' | 'prefixes'>,
): string | null {
  // Written as `+33 (0)6 12 …` the nought in brackets is not dialled.
  const bare = typed.replace('(0)', '').replaceAll(/[\s\p{Cf}()./-]/gu, '');
  const number = phoneIn(withCountry(bare, country));
  if (number === null || number.length < SHORTEST || isMisdialled(number)) return null;
  return prefixes.some((each) => number.startsWith(each)) ? number : null;
}

function withCountry(bare: string, country: string): string {
  const given = bare.replace(/^00/, '+');
  if (given.startsWith('+')) return withoutTrunk(given, country);
  // Its country without the plus: no number within a country is as long.
  const isWhole = !bare.startsWith('0') && bare.startsWith(country.slice(1)) && bare.length > 10;
  return isWhole ? withoutTrunk(`+${bare}`, country) : withoutTrunk(country + bare, country);
}

/** How numbers begin where all that a person may have are equally long, and how many digits they then have, country and all (ITU-T E.164, national plans). */
const digitsOf: readonly (readonly [string, number])[] = [
  ['+1', 11],
  ['+262', 12],
  ['+3245', 11],
  ['+3246', 11],
  ['+3247', 11],
  ['+3248', 11],
  ['+3249', 11],
  ['+33', 11],
  ['+34', 11],
  ['+351', 12],
  ['+3526', 12],
  ['+41', 11],
  ['+447', 12],
  ['+590', 12],
  ['+594', 12],
  ['+596', 12],
  ['+687', 9],
  ['+689', 11],
];

/** Countries whose numbers keep the nought that they are dialled with. */
const keepingNought: readonly string[] = ['+225', '+229', '+241', '+242', '+378', '+39'];

/** Shorter or longer than all numbers of its country: nobody is reached by it. @example isMisdialled('+336123456789') // true */
export function isMisdialled(number: string): boolean {
  const known = digitsOf.find(([begins]) => number.startsWith(begins));
  return known !== undefined && number.length - 1 !== known[1];
}

/** A number with its country, and without the nought that is dialled only within it. @example withoutTrunk('+330612345678', '+33') // '+33612345678' */
export function withoutTrunk(number: string, country: string): string {
  return !keepingNought.includes(country) && number.startsWith(`${country}0`)
    ? country + number.slice(country.length + 1)
    : number;
}

/** As it is read aloud and dialled from paper, with spaces that no line ends at; of a country whose way of it is not known as it is. @example spacedNumber('+33468112233') // '+33 4 68 11 22 33' */
export function spacedNumber(number: string): string {
  const french = /^(\+33|\+262|\+590|\+594|\+596)(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(number);
  return french ? french.slice(1).join('\u00a0') : number;
}

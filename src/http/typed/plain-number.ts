/**
 * A number as machines write it: of any dash that a keyboard makes of a minus, with a space behind it or not, and of a decimal comma.
 * What is no number stays none. @example asPlainNumber('− 0,35') // '-0.35'
 */
export function asPlainNumber(typed: string): string {
  return typed
    .trim()
    .replace(/^([-+]|\p{Pd}|−)\s*/u, (_, sign: string) => (sign === '+' ? '+' : '-'))
    .replace(',', '.');
}

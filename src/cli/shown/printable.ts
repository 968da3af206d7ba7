/**
 * What a terminal shows as text: a device, a file or a name may hold signs that it would obey instead, move its cursor by or write
 * backwards for (C0 and C1 controls but line break and tab, and those of UAX 9 that turn the direction).
 * @example printable('\u001b[2Jwet') // '\ufffd[2Jwet'
 */
export function printable(text: string): string {
  return text.replaceAll(/(?![\n\t])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

/** In heights of a letter, by the widest of the usual fonts (DejaVu Sans): in any other there is more room. */
const widths = [
  [/[ .,:;'’|!ijlI]/u, 0.31],
  [/[-–ftr()]/u, 0.42],
  [/[mWŒœÆæ—…]/u, 1],
  [/[Mw]/u, 0.86],
  [/[\p{Ll}\p{N}]/u, 0.62],
  // Has neither capitals nor small letters, as Hangul.
  [/\p{Lo}/u, 1],
] as const;
/** Capitals, and signs. */
const OTHER = 0.73;

/** How wide a line of text will be, nearly. @example textWidth('Aude', 10) // 25.9: 7.3 and three of 6.2 */
export function textWidth(text: string, letterHigh: number): number {
  const letters = Array.from(text.normalize('NFC'));
  const widthOf = (letter: string) => widths.find(([kind]) => kind.test(letter))?.[1] ?? OTHER;
  return letters.reduce((sum, letter) => sum + widthOf(letter), 0) * letterHigh;
}

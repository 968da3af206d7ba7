/** What somebody typed, as a sentence. @example ended('Essai annuel') // 'Essai annuel.'  @example ended('Prêts ?') // 'Prêts ?' */
export function ended(line: string): string {
  const text = line.trim();
  return /[.!?…](\s?[»”"])?$/u.test(text) ? text : `${text}.`;
}

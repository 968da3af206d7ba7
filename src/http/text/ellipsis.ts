/** A text of so many letters at most, cut between words where it must be. @example ellipsis('Saint-Marcel sur Aude', 17) // 'Saint-Marcel sur…' */
export function ellipsis(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const word = /^(.*\S)\s+\S*$/s.exec(cut)?.[1] ?? cut;
  return `${word}…`;
}

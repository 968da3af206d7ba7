import type { Language } from '../territory/commune.ts';

/** A spreadsheet parts columns by what its language writes no decimals with. */
const separators: Record<Language, string> = { fr: ';', en: ',' };

/**
 * A table as a spreadsheet of that language opens it. What a person typed is text there, never a formula.
 * @example toCsv([['Level', 'Stage'], ['act', '4,60']], 'fr') // '\uFEFFLevel;Stage\r\nact;4,60\r\n'
 */
export function toCsv(rows: readonly (readonly string[])[], language: Language): string {
  const lines = rows.map((cells) => cells.map(cellOf).join(separators[language]));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function cellOf(text: string): string {
  const inert = /^[=+\-@\t\r]/.test(text) && !/^-\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
  return /[";,\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

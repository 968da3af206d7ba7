/** A Markdown table, with an empty line after it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return `${line(head)}${line(head.map(() => '---'))}${rows.map(line).join('')}\n`;
}

/** @example two decimals: shown(0.456) // '0.46', shown(null) // '–' */
export function shown(value: number | null | undefined, digits = 2): string {
  return value === null || value === undefined || !Number.isFinite(value) ? '–' : value.toFixed(digits);
}

/** @example ratio(0.8, [0.7, 0.9]) // '0.80 [0.70, 0.90]' */
export function ratio(value: number | null, interval: readonly [number, number] | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return `${value.toFixed(2)}${interval === null ? '' : ` [${interval.map((each) => each.toFixed(2)).join(', ')}]`}`;
}

/**
 * Units as words, for voices read their signs as letters, and a minus as nothing; both languages make many of one with an `s`.
 * @example aloud('3.10 m within 6 h', { h: 'hour', min: 'minute', m: 'metre' }, 1) // '3.10 metres within 6 hours'
 */
export function aloud(line: string, names: Readonly<Record<string, string>>, mostOfOne: number): string {
  const signed = line.replaceAll(/(?<!\d)−(?=\d)/g, `${names['−']} `);
  return signed.replaceAll(/(\d+(?:[.,]\d+)?)\s(h|min|m)(?![\p{L}\p{N}])/gu, (_, count: string, unit: string) => {
    const isMany = Number(count.replace(',', '.')) > mostOfOne;
    return `${count} ${names[unit]}${isMany ? 's' : ''}`;
  });
}

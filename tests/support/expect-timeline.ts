import { expect } from 'vitest';

/** The lines in which a level moves or residents are told. */
const moves = /^\d\d \d\d:\d\d (EXERCISE )?(raised|escalated|lowered|closed|released) /;

/**
 * Compares what was told with a table: `26 00:00 – 26 04:30  escalated act → mayor, duty-officer`, each line within its two
 * times, in this order and nothing else. A line that begins with `?` may be left out: a level that the water may fall past.
 */
export function expectTimeline(lines: readonly string[], table: string): void {
  const wanted = table
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const parts = /^(\?)?\s*(\d\d \d\d:\d\d) – (\d\d \d\d:\d\d)\s+(.+)$/.exec(line);
      if (!parts) throw new Error(`no line of a timeline: ${line}`);
      const [, optional, from = '', to = '', what = ''] = parts;
      return { optional: optional !== undefined, from, to, what, line };
    });
  const found = lines.filter((line) => moves.test(line));
  const said: string[] = [];
  let next = 0;
  for (const { optional, from, to, what, line } of wanted) {
    const at = found[next]?.slice(0, 8) ?? '';
    const fits = found[next]?.slice(9) === what && at >= from && at <= to;
    if (fits) next += 1;
    if (fits || optional) said.push(line);
    else said.push(`instead of «${line}»: ${found[next] ?? 'nothing'}`);
  }
  said.push(...found.slice(next).map((line) => `not expected: ${line}`));
  expect(said, `all that was told:\n${lines.join('\n')}\n`).toEqual(wanted.map(({ line }) => line));
}

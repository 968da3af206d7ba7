import { pino } from 'pino';
import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../../src/lib/units.ts';
import { warnSparingly } from '../../../src/reading/io/warn-sparingly.ts';

function listener() {
  const lines: Record<string, unknown>[] = [];
  let nowMs = 0;
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { lines, warn: warnSparingly(log, () => nowMs), pass: (ms: number) => void (nowMs += ms) };
}

test('one address has ten lines a minute and does not use up those of another; what was left out is counted', () => {
  const { lines, warn, pass } = listener();
  for (let n = 0; n < 25; n += 1) warn('192.0.2.1', 'not let in', { n });
  warn('192.0.2.2', 'not let in');
  expect(lines.map(({ n }) => n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, undefined]);
  expect(lines.at(-1)).toEqual({ level: 40, from: '192.0.2.2', msg: 'not let in' });
  pass(MINUTE_MS);
  warn('192.0.2.1', 'not let in');
  expect(lines.slice(11)).toMatchObject([{ leftOut: 15 }, { from: '192.0.2.1' }]);
});

test('the addresses of one IPv6 network count as one, and all addresses together have a hundred lines', () => {
  const { lines, warn } = listener();
  for (let n = 0; n < 25; n += 1) warn(`2001:db8::${n}`, 'not let in');
  expect(lines).toHaveLength(10);
  for (let n = 0; n < 250; n += 1) warn(`192.0.2.${n}`, 'not let in');
  expect(lines).toHaveLength(100);
});

test('a text is cut short', () => {
  const { lines, warn } = listener();
  warn('192.0.2.1', 'not let in', { client: 'x'.repeat(65_000) });
  expect(lines).toMatchObject([{ client: 'x'.repeat(120) }]);
});

import { expect, it } from 'vitest';
import { statusLine } from '../../../src/cli/shown/status-line.ts';

function drawn(isTTY: boolean, moments: readonly number[]): string[] {
  const written: string[] = [];
  let now = 0;
  const stderr = { isTTY, write: (text: string) => written.push(text) > 0 };
  const status = statusLine({ stderr }, () => now);
  for (const moment of moments) {
    now = moment;
    status.show(`at ${moment}`);
  }
  status.clear();
  return written;
}

it('is drawn anew on a terminal, five times a second at most, and wiped at the end', () => {
  expect(drawn(true, [0, 100, 199, 200, 500])).toEqual([
    '\rat 0\u001b[K',
    '\rat 200\u001b[K',
    '\rat 500\u001b[K',
    '\r\u001b[K',
  ]);
});

it('tells a file or a pipe every half minute, and nothing of work that is done by then', () => {
  expect(drawn(false, [0, 10_000, 29_999])).toEqual([]);
  expect(drawn(false, [0, 30_000, 30_100, 61_000])).toEqual(['at 30000\n', 'at 61000\n']);
});

it('says at once what begins, to a file or a pipe too', () => {
  const written: string[] = [];
  let now = 0;
  const stderr = { isTTY: false, write: (text: string) => written.push(text) > 0 };
  const status = statusLine({ stderr }, () => now);
  status.begin('reading');
  now = 29_999;
  status.show('half');
  expect(written).toEqual(['reading\n']);
});

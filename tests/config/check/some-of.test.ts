import { expect, test } from 'vitest';
import { someOf } from '../../../src/config/check/some-of.ts';

const names = (count: number) => Array.from({ length: count }, (_, index) => `c${index + 1}`);

test('eleven are named, of more the first ten, and the others counted', () => {
  expect(someOf(names(2))).toBe('c1, c2');
  expect(someOf(names(11))).toBe(names(11).join(', '));
  expect(someOf(names(12))).toBe(`${names(10).join(', ')} and 2 more`);
});

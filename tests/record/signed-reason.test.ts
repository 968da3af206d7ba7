import { expect, test } from 'vitest';
import { isReason } from '../../src/record/signed-reason.ts';

test.each([
  ['pluie', true],
  ['plui', false],
  ['  plui  ', false],
  ['x'.repeat(1000), true],
  [` ${'x'.repeat(1000)} `, true],
  ['x'.repeat(1001), false],
])('some words are a reason, and no book: %j', (typed, isTaken) => {
  expect(isReason(typed)).toBe(isTaken);
});

import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { knownFloods } from '../../../src/config/schema/known-flood-entry.ts';

const isRead = (...floods: readonly object[]) =>
  Value.Check(
    knownFloods,
    floods.map((each) => ({ stageM: 8, ...each })),
  );
const long = 'x'.repeat(40);

test.each([
  [{ name: long }],
  [{ name: { fr: long, en: long } }],
  [{ name: { fr: 'Toussaint' } }],
  [{ date: 1999 }],
  [{ date: '1999-11' }],
  [{ date: '1999-11-12' }],
])('%j is read', (flood) => {
  expect(isRead(flood)).toBe(true);
});

test.each([
  [{}],
  [{ name: ' ' }],
  [{ name: `${long}x` }],
  [{ name: { fr: 'Toussaint', en: `${long}x` } }],
  [{ name: { fr: ' ', en: 'All Saints' } }],
  [{ date: 199 }],
  [{ date: '1999-02-30' }],
])('%j is not', (flood) => {
  expect(isRead(flood)).toBe(false);
});

test('six are read, and not one more', () => {
  const six = Array.from({ length: 6 }, (_, index) => ({ date: 1990 + index }));
  expect(isRead(...six)).toBe(true);
  expect(isRead(...six, { date: 1999 })).toBe(false);
});

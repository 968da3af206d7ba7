import { assert, constantFrom, nat, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { closest } from '../../src/lib/io/closest.ts';

const keys = ['leadTimeH', 'raiseAt', 'lowerAt', 'k', 'n', 'minDwellMin', 'release'];

test.each([
  ['rasieAt', 'raiseAt'],
  ['lowerat', 'lowerAt'],
  ['minDwelMin', 'minDwellMin'],
  ['release', 'release'],
  ['grafana', null],
  ['', null],
])('%j is %j', (word, meant) => {
  expect(closest(word, keys)).toBe(meant);
});

test('one changed letter of a long key is always understood', () => {
  const long = keys.filter((key) => key.length > 4);
  const change = tuple(constantFrom(...long), nat(), constantFrom('x', 'q', 'z'));
  assert(
    property(change, ([key, at, letter]) => {
      const place = at % key.length;
      expect(closest(key.slice(0, place) + letter + key.slice(place + 1), keys)).toBe(key);
    }),
  );
});

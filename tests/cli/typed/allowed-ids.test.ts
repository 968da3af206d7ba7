import { expect, test } from 'vitest';
import { allowedIds } from '../../../src/cli/typed/allowed-ids.ts';

const hundreds = Array.from({ length: 300 }, (_, index) => `a${String(index).padStart(3, '0')}`);

test('of a town each id is named, of an agency the one that was probably meant', () => {
  expect(allowedIds('bridg', ['mill', 'bridge'], 'stations.yaml')).toBe('mill, bridge');
  expect(allowedIds('a0099', hundreds, 'stations.yaml')).toBe('the 300 ids of stations.yaml (did you mean a009?)');
  expect(allowedIds('coursan', hundreds, 'stations.yaml')).toBe('the 300 ids of stations.yaml');
});

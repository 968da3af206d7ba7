import { expect, test } from 'vitest';
import { mistake } from '../../../src/lib/io/mistake.ts';

const file = { name: 'stations.yaml', lineOf: () => 1 };

test.each([
  [[1, Number.NaN, Number.NEGATIVE_INFINITY], '[1,.nan,-.inf]'],
  [{ lat: Number.POSITIVE_INFINITY, lon: 'NaN' }, '{"lat":.inf,"lon":"NaN"}'],
  [Number.NaN, '.nan'],
  [[null, ''], '[null,""]'],
])('what was found is told as it is written, %j also where JSON knows no such number', (found, told) => {
  expect(mistake(file, ['position'], found, 'a position').found).toBe(told);
});

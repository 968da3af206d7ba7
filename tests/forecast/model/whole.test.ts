import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { narrow } from '../../../src/forecast/model/whole.ts';

it('whole numbers are kept as they are, in two bytes each as long as all fit', () => {
  expect(narrow([])).toEqual(new Uint16Array(0));
  expect(narrow([1, 65_535])).toEqual(Uint16Array.of(1, 65_535));
  expect(narrow([1, 65_536])).toEqual(Uint32Array.of(1, 65_536));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 })), (numbers) => {
      expect([...narrow(numbers)]).toEqual(numbers);
    }),
  );
});

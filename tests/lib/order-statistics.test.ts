import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderStatistics } from '../../src/lib/order-statistics.ts';

describe('orderStatistics', () => {
  it('reads between two places of the order, and leaves the values where they are', () => {
    const values = [30, 10, 20];
    expect(orderStatistics(values, [0, 1.5, 2])).toEqual([10, 25, 30]);
    expect(values).toEqual([30, 10, 20]);
  });

  it('gives what sorting gives, in whatever order it is asked', () => {
    const value = fc
      .oneof(fc.double({ noNaN: true, min: -1e3, max: 1e3 }), fc.constantFrom(0, 1))
      .map((each) => each + 0);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 900 }), fc.array(fc.nat()), (values, asked) => {
        const places = asked.map((each) => each % values.length);
        const sorted = Float64Array.from(values).sort();
        expect(orderStatistics(values, places)).toEqual(places.map((place) => sorted[place]!));
      }),
    );
  });
});

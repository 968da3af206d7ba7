import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inSpreads, ofSpreads } from '../../../src/forecast/model/byte-floats.ts';

const held = (floats: typeof inSpreads, value: number): number => floats.values[floats.byteOf(value)]!;

describe('numbers of one byte', () => {
  it.each([
    [inSpreads, 7.2, 7],
    [inSpreads, 7.3, 7.5],
    [inSpreads, 7.8, 8],
    [inSpreads, -4.1, -4],
    [inSpreads, 0.0625, 0.0625],
    // Below a sixteenth in steps of a 128th.
    [inSpreads, 0.02, 3 / 128],
    [inSpreads, 5000, 1920],
    [inSpreads, -5000, -1920],
    [ofSpreads, 0.51, 0.5],
    [ofSpreads, 0.52, 0.53125],
    [ofSpreads, 1e-4, 3 / 2 ** 15],
    [ofSpreads, 40, 15.5],
  ])('hold the nearest that they can', (floats, value, told) => {
    expect(held(floats, value)).toBe(told);
  });

  it.each([
    { what: 'what came and errors', floats: inSpreads, least: 0.0625, most: 1920, parts: 16 },
    { what: 'spreads', floats: ofSpreads, least: 2 ** -11, most: 15.5, parts: 32 },
  ])('are off by one part in $parts at most: $what', ({ floats, least, most, parts }) => {
    fc.assert(
      fc.property(fc.double({ min: least, max: most, noNaN: true }), (value) => {
        expect(Math.abs(held(floats, value) - value)).toBeLessThanOrEqual(value / parts);
      }),
    );
  });

  it('are the same below nothing as above', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e4, noNaN: true }), (value) => {
        expect(held(inSpreads, -value)).toBe(0 - held(inSpreads, value));
      }),
    );
  });

  it('hold each of their own values as it is, and the least spread never as nothing', () => {
    for (const floats of [inSpreads, ofSpreads])
      for (const value of floats.values) expect(held(floats, value)).toBe(value);
    expect(held(ofSpreads, 1e-4)).toBeGreaterThan(0);
  });
});

import fc from 'fast-check';

/**
 * Numbers spread evenly over a range, both ends included, to a thousandth of it: `fc.double` draws every power of two as often, so that
 * nearly all of what it draws is nearly zero, and a random river stays dry.
 */
export function evenly(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 1000 }).map((share) => min + (share / 1000) * (max - min));
}

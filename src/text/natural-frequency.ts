/** A chance as people count: so many of 100 developments. */
export interface NaturalFrequency {
  count: number;
  /** `fewer-than` 1 and `more-than` 99: of nothing that is forecast is it said that it cannot or must happen. */
  bound: 'about' | 'fewer-than' | 'more-than';
}

/**
 * The chance in whole hundredths; below .01 fewer than 1, above .99 more than 99.
 * @example naturalFrequency(0.384) // { count: 38, bound: 'about' }
 * @example naturalFrequency(0.004) // { count: 1, bound: 'fewer-than' }
 */
export function naturalFrequency(probability: number): NaturalFrequency {
  if (probability < 0.01) return { count: 1, bound: 'fewer-than' };
  if (probability > 0.99) return { count: 99, bound: 'more-than' };
  return { count: Math.round(probability * 100), bound: 'about' };
}

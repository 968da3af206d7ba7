import type { Series } from './series.ts';

/** No flood rises by much more than two bankfull rises: the highest of each of 46 recorded gauges by 2.3 at most, but of two whose number is told far too small. */
export const MOST_RISES = 2.5;
/** Water goes down by degrees: the first value below so much of its crest still lies above so much of it. What a broken sensor shows ends at once. */
const GOES_DOWN = { below: 2 / 3, above: 1 / 3 };

/**
 * The rise from usual to bankfull, metres: what the operator says, or more where a flood that went down again had risen by so much that it
 * cannot be.
 * @example told 0.4, a flood that rose by 3: 3 / 2.5 = 1.2
 */
export function bankfullRise(toldM: number, usualM: number, series: Series): number {
  const { values } = series;
  // That two values in a row reached: one alone may be noise.
  const heightAt = (index: number): number => Math.min(values[index - 1]!, values[index]!) - usualM;
  const high: number[] = [];
  for (let index = 1; index < values.length; index++) if (heightAt(index) > MOST_RISES * toldM) high.push(index);
  const crest = high
    .toSorted((a, b) => heightAt(b) - heightAt(a))
    .find((index) => wentDown(values.subarray(index), heightAt(index), usualM));
  return crest === undefined ? toldM : heightAt(crest) / MOST_RISES;
}

function wentDown(since: Float64Array, height: number, usualM: number): boolean {
  const below = since.find((value) => value - usualM < GOES_DOWN.below * height);
  return below !== undefined && below - usualM > GOES_DOWN.above * height;
}

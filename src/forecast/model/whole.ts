/** Whole numbers, as narrow as they fit: a forest holds a million. */
export type Whole = Uint16Array | Uint32Array;

/** @example narrow([1, 65_535]) // a Uint16Array  @example narrow([65_536]) // a Uint32Array */
export function narrow(numbers: readonly number[] | Uint32Array): Whole {
  let most = 0;
  for (const each of numbers) most = Math.max(most, each);
  return most < 65_536 ? Uint16Array.from(numbers) : Uint32Array.from(numbers);
}

/** Gives a number in [0, 1) at each call. */
export type Random = () => number;

/** The same seed and label give the same numbers for ever (mulberry32); a label keeps one use from shifting another's. */
export function seededRandom(seed: number, label: string): Random {
  let state = seed | 0;
  for (const character of label) state = Math.imul(state ^ character.codePointAt(0)!, 0x9e3779b1) + 0x7f4a7c15;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A standard normal number (Box and Muller, 1958). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

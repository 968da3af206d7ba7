/**
 * How many frames were lost between two received in a row, by their counters. A counter that goes back means that the device was
 * started anew, and tells nothing; the same again is the same frame.
 * @example lostFrames(7, 10) // 2
 * @example lostFrames(65_535, 0) // 0: 16-bit counters begin again
 */
export function lostFrames(previous: number, current: number): number {
  if (current > previous) return current - previous - 1;
  const wrapped = current + 2 ** 16 - previous - 1;
  // Only just before the end of 16 bits is going back a wrap rather than a restart.
  return previous < 2 ** 16 && wrapped >= 0 && wrapped < 100 && current < previous ? wrapped : 0;
}

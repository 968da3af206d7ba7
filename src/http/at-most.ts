/**
 * Lets so many pieces of work run at once and turns away what comes beyond: dear work that strangers can ask for.
 *
 * @example const run = atMost(1); run(slow); await run(other) // 'busy'
 */
export function atMost(most: number): <T>(work: () => Promise<T>) => Promise<T | 'busy'> {
  let running = 0;
  return async (work) => {
    if (running >= most) return 'busy';
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
    }
  };
}

/**
 * Lets so many pieces of work run at once, so many wait for them, and turns away what comes beyond: dear work that strangers can ask for.
 *
 * @example const run = atMost(1); run(slow); await run(other) // 'busy'
 */
export function atMost(most: number, mayWait = 0): <T>(work: () => Promise<T>) => Promise<T | 'busy'> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running < most) running += 1;
    else if (waiting.length < mayWait) await new Promise<void>((begin) => waiting.push(begin));
    else return 'busy';
    try {
      return await work();
    } finally {
      const begin = waiting.shift();
      if (begin) begin();
      else running -= 1;
    }
  };
}

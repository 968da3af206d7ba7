export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs what it is given one after another: readings are judged by those before them, so two batches are never taken in at once. */
export function takeTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
}

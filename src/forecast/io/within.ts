/** Resolves with the work, or once that is late. */
export function within(patienceMs: number, work: Promise<void>, isLate: () => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      isLate();
      resolve();
    }, patienceMs);
    void work.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

const WIDTH = 30;

/** @example barText(500, 1000, 'rows') // '[###############...............] 500 of 1000 rows' */
export function barText(done: number, total: number, what: string): string {
  const filled = total === 0 ? WIDTH : Math.floor((done / total) * WIDTH);
  return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${done} of ${total} ${what}`;
}

/** Draws on a terminal, and is silent where standard error is a file or a pipe. */
export function progressBar(total: number, what: string): { show(done: number): void; clear(): void } {
  const { stderr } = process;
  return {
    show: (done) => void (stderr.isTTY && stderr.write(`\r${barText(done, total, what)}\u001b[K`)),
    clear: () => void (stderr.isTTY && stderr.write('\r\u001b[K')),
  };
}

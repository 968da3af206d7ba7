import { statusLine } from './status-line.ts';

const WIDTH = 30;

/** @example barText(500, 1000, 'rows') // '[###############...............] 500 of 1000 rows' */
export function barText(done: number, total: number, what: string): string {
  const filled = total === 0 ? WIDTH : Math.floor((done / total) * WIDTH);
  return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${done} of ${total} ${what}`;
}

/** A status line that fills. */
export function progressBar(total: number, what: string): { show(done: number): void; clear(): void } {
  const status = statusLine();
  return { show: (done) => status.show(barText(done, total, what)), clear: status.clear };
}

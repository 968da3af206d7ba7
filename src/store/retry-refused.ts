import type { ReadingArchive } from './reading-archive.ts';
import { refusalOf } from './respool-forgotten.ts';
import type { Spool } from './sqlite/spool.ts';

/**
 * Gives what InfluxDB refused another try where it takes the newest of it by now: a proxy before it may have refused everything for an hour.
 * Of each gauge one is tried, or those at fault would be refused one by one each day, with what comes in behind them. Gives of how many gauges.
 */
export async function retryRefused(
  there: Pick<ReadingArchive, 'put'>,
  spool: Pick<Spool, 'newestRefused' | 'retry'>,
  pause: () => Promise<void>,
): Promise<number> {
  let count = 0;
  for (const reading of await spool.newestRefused(pause)) {
    await pause();
    if ((await refusalOf(reading, there)) !== null) continue;
    await spool.retry(reading, pause);
    count += 1;
  }
  return count;
}

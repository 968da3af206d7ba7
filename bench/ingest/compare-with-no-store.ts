import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantile } from 'simple-statistics';
import { freePort } from '../../tests/support/free-port.ts';
import { startTownMosquitto } from '../lib/town-mosquitto.ts';
import { startWorker } from '../lib/worker.ts';
import { askRun, type Run } from './ask-run.ts';
import type { BenchPlan } from './bench-plan.ts';

export interface NoStoreFigures {
  broker: 'mosquitto' | 'embedded';
  fullPerS: number;
  nonePerS: number;
  /** Median of the ratios of the pairs, and the smallest and largest. */
  ratio: number;
  ratios: number[];
  fullCpuPer100k: number;
  noneCpuPer100k: number;
}

/** The full path beside the same client with nothing behind it, pair after pair, the order changing from pair to pair. */
export async function compareWithNoStore(
  broker: 'mosquitto' | 'embedded',
  { pairs, messages }: BenchPlan,
): Promise<NoStoreFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'amont-bench-'));
  const mosquitto = broker === 'mosquitto' ? await startTownMosquitto('each-second') : null;
  const port = await freePort();
  const consumer = await startWorker(new URL('consumer.ts', import.meta.url), [
    mosquitto?.url ?? `embedded:${port}`,
    folder,
  ]);
  const publisher = await startWorker(new URL('publisher.ts', import.meta.url), [
    mosquitto?.url ?? `mqtt://127.0.0.1:${port}`,
  ]);
  try {
    const run = (kind: 'none' | 'full') => askRun(publisher, consumer, messages, kind);
    await run('full');
    await run('none');
    const full: Run[] = [];
    const none: Run[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      if (pair % 2 === 0) full.push(await run('full'));
      none.push(await run('none'));
      if (pair % 2 === 1) full.push(await run('full'));
    }
    const ratios = full.map((each, index) => each.messagesPerS / none[index]!.messagesPerS);
    const median = (values: number[]) => quantile(values, 0.5);
    return {
      broker,
      fullPerS: median(full.map((each) => each.messagesPerS)),
      nonePerS: median(none.map((each) => each.messagesPerS)),
      ratio: median(ratios),
      ratios,
      fullCpuPer100k: median(full.map((each) => each.cpuPer100k)),
      noneCpuPer100k: median(none.map((each) => each.cpuPer100k)),
    };
  } finally {
    await publisher.end();
    await consumer.end();
    await mosquitto?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

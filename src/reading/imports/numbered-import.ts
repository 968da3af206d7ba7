import type { Clock } from '../../lib/clock.ts';
import { actorOf } from '../../record/record.ts';
import type { Network } from '../../territory/network.ts';
import type { ReadingStore } from '../reading-store.ts';
import { type History, type HistoryContext, type Imported, importHistory } from './import-history.ts';
import type { Import, ImportStore } from './import-store.ts';
import { inOrder } from './points.ts';

export type ImportedFile = Pick<Import, 'by' | 'file' | 'options'> & { refused: number };

export interface NumberedContext {
  imports: Pick<ImportStore, 'begin' | 'append' | 'finish'>;
  readings: Pick<ReadingStore, 'window'>;
  network: Network;
  excluding: HistoryContext['excluding'];
  clock: Clock;
  /** Lets others write in between two batches. */
  giveWay(): Promise<void>;
}

/** The same as `importHistory`, under a number by which it can be taken back. `points` is not empty. */
export async function numberedImport(
  history: History,
  { refused, ...started }: ImportedFile,
  { imports, readings, network, excluding, clock, giveWay }: NumberedContext,
  onProgress: (done: number) => void,
): Promise<Imported & { number: number }> {
  const { id: station, quantity } = history.station;
  const points = inOrder(history.points);
  const at = clock.now();
  const number = imports.begin({ ...started, station, quantity, at, from: points.times[0]!, to: points.times.at(-1)! });
  const store = {
    window: readings.window,
    append: async (batch: Parameters<ImportStore['append']>[1]) => {
      const outcomes = imports.append(number, batch);
      await giveWay();
      return outcomes;
    },
  };
  const imported = await importHistory(
    { ...history, points },
    { store, network, excluding, receivedAt: at },
    onProgress,
  );
  const rows = { ...imported.counts, refused };
  const doneAt = clock.now();
  const detail = { station, import: number, file: started.file, by: started.by, ...rows };
  const entry = { at: doneAt, actor: actorOf(started.by), action: 'readings.imported', commune: null, detail };
  imports.finish(number, rows, doneAt, entry);
  return { ...imported, number };
}

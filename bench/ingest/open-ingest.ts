import { createFirstModel } from '../../src/forecast/issue/first-model.ts';
import { LOOK_BACK_H } from '../../src/forecast/observed/series.ts';
import { machineClock } from '../../src/lib/clock.ts';
import { createPipeline } from '../../src/pipeline.ts';
import type { Ingest } from '../../src/reading/message-source.ts';
import { createRecentReadings } from '../../src/reading/recent-readings.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { createWriteTurn } from '../../src/store/sqlite/write-turn.ts';
import type { Network } from '../../src/territory/network.ts';

/** The pipeline's ingest on a database of its own, as `app.ts` composes it; nobody is warned. */
export async function openIngest(file: string, network: Network): Promise<{ ingest: Ingest; close(): void }> {
  const opened = await openDatabase(file);
  if (!opened.ok) throw new Error(opened.error);
  const stores = createSqliteStores(opened.value);
  const model = createFirstModel(network);
  const { turn, atomically, close } = createWriteTurn(opened.value, { held: () => {}, freed: () => {} });
  const pipeline = createPipeline({
    ...stores,
    clock: machineClock,
    clockOffTold: (event) => event,
    listening: { since: machineClock.now, heard: () => {}, reckonedAt: () => null },
    network,
    acceptSimulated: false,
    devices: [],
    limits: { of: () => null },
    excluding: () => [],
    model: () => model,
    recent: createRecentReadings(stores.readings, LOOK_BACK_H + 1),
    turn,
    atomically,
    messagesOf: () => [],
    observe: () => {},
    exercises: { advance: () => [], nextInTurn: () => [] },
    isSpoiled: () => false,
    failed: (_place, error) => {
      throw error;
    },
  });
  return {
    ingest: async (batch) => void (await pipeline.ingest(batch)),
    close() {
      close();
      opened.value.close();
    },
  };
}

import { join } from 'node:path';
import { formatConfigErrors } from '../config/config-error.ts';
import { loadConfig } from '../config/load.ts';
import { err, ok } from '../lib/result.ts';
import { createInfluxReadingStore } from '../store/influx/readings.ts';
import { openDatabase } from '../store/sqlite/database.ts';
import { createSqliteStores } from '../store/sqlite/stores.ts';

/** The config and the stores that it names, for a command beside the running service or without it. */
export async function openReadings(folder: string) {
  const config = loadConfig(folder, process.env);
  if (!config.ok) return err(formatConfigErrors(config.error));
  const opened = await openDatabase(join(config.value.dataFolder, 'amont.db'));
  if (!opened.ok) return opened;
  const { store } = config.value;
  const stores = createSqliteStores(opened.value);
  const readings = store.readings === 'influx' ? createInfluxReadingStore(store.influx) : stores.readings;
  return ok({
    config: config.value,
    readings,
    record: stores.record,
    async close() {
      await readings.close();
      opened.value.close();
    },
  });
}

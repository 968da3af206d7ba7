import type { Config } from '../config/config.ts';
import { formatConfigErrors } from '../config/config-error.ts';
import { loadConfig } from '../config/load.ts';
import { err, ok } from '../lib/result.ts';
import type { Database } from '../store/sqlite/database.ts';
import { openBeside } from '../store/sqlite/open-beside.ts';
import { createSqliteStores } from '../store/sqlite/stores.ts';
import { configIn } from './config-in.ts';
import { inDatabase } from './in-database.ts';
import { dataOf } from './shown/data-of.ts';

/**
 * The config and the embedded database that it names, for a command beside the running service or without it. Where readings go
 * to InfluxDB too, what is written here is spooled for it and the service passes it on.
 */
export async function openTown(folder: string) {
  const config = loadConfig(folder, null);
  if (!config.ok) return err(formatConfigErrors(config.error));
  const opened = await openBeside(config.value.dataFolder);
  if (!opened.ok) return opened;
  const db = opened.value;
  return ok({ ...townIn(folder, config.value, db), close: () => void db.close() });
}

export type Town = ReturnType<typeof townIn>;

/** Does a command's work there and closes it again; where it cannot be opened, says why. Gives the exit code. */
export async function inTown(
  folder: string,
  out: (line: string) => void,
  work: (town: Town) => number | Promise<number>,
): Promise<number> {
  const config = configIn(folder, out);
  return config === null ? 1 : inDatabase(config.dataFolder, out, (db) => work(townIn(folder, config, db)));
}

/** What a command works with once the config is read and the database open. */
export function townIn(folder: string, config: Config, db: Database) {
  return { folder, config, where: dataOf(folder, config), db, ...createSqliteStores(db) };
}

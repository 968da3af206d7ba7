import type { Database } from '../store/sqlite/database.ts';
import { openBeside } from '../store/sqlite/open-beside.ts';

/** Does a command's work on the database of a data folder and closes it again; where it cannot be opened, says why. Gives the exit code. */
export async function inDatabase(
  dataFolder: string,
  out: (line: string) => void,
  work: (db: Database) => number | Promise<number>,
): Promise<number> {
  const opened = await openBeside(dataFolder);
  if (!opened.ok) {
    out(opened.error);
    return 1;
  }
  try {
    return await work(opened.value);
  } finally {
    opened.value.close();
  }
}

import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatConfigErrors } from '../config/config-error.ts';
import { loadConfig } from '../config/load.ts';
import { databaseIn, openDatabase } from '../store/sqlite/database.ts';
import { checkSeal, sealRecord } from '../store/sqlite/seal.ts';

export const usage = `usage: amont seal                  one line that stands for all that is on record now
       amont seal --check SEAL     was anything of it changed or removed since?

The record, alert events, policies, event log and what people say came true. Keep a seal where nobody who may write the database can
reach it: on paper, or in another machine's log, where the service writes one each day. A SEAL that fits ends with 0, else with 1.

  --config DIR  default config`;

export async function sealCommand(args: readonly string[], out: (line: string) => void): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { config: { type: 'string', default: 'config' }, check: { type: 'string' } },
  });
  const config = loadConfig(values.config, null);
  if (!config.ok) {
    out(formatConfigErrors(config.error));
    return 1;
  }
  const file = databaseIn(config.value.dataFolder);
  if (!existsSync(file)) {
    out(`There is no ${file} yet: nothing is on record.`);
    return 1;
  }
  const opened = await openDatabase(file);
  if (!opened.ok) {
    out(opened.error);
    return 1;
  }
  try {
    if (values.check === undefined) {
      out(await sealRecord(opened.value));
      return 0;
    }
    const found = await checkSeal(opened.value, values.check);
    if (!found.ok) {
      out(`--check: found ${values.check}; allowed is a line that \`amont seal\` or the log has shown.`);
      return 2;
    }
    out(found.value === null ? intact : changed(found.value.shorter));
    return found.value === null ? 0 : 1;
  } finally {
    opened.value.close();
  }
}

const intact = 'Intact: all that this seal stands for is on record as it was.';

function changed(shorter: string | null): string {
  const how = shorter === null ? 'an entry was changed, removed or put in between' : `the end of ${shorter} is missing`;
  return `CHANGED: what is on record is not what this seal stands for: ${how}. After a restored backup that is so for every seal taken later than the backup.`;
}

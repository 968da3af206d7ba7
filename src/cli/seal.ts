import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { databaseIn } from '../store/sqlite/database.ts';
import { checkSeal, sealRecord } from '../store/sqlite/seal.ts';
import { configIn } from './config-in.ts';
import { inDatabase } from './in-database.ts';
import { whyUnseen } from './shown/why-unseen.ts';

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
  const config = configIn(values.config, out);
  if (config === null) return 1;
  const { dataFolder } = config;
  const file = databaseIn(dataFolder);
  const unseen = whyUnseen(dataFolder);
  if (unseen !== null) {
    out(unseen);
    return 1;
  }
  if (!existsSync(file)) {
    out(`There is no ${file} yet: nothing is on record.`);
    return 1;
  }
  return inDatabase(dataFolder, out, async (db) => {
    if (values.check === undefined) {
      out(await sealRecord(db));
      return 0;
    }
    const found = await checkSeal(db, values.check);
    if (!found.ok) {
      out(`--check: found ${values.check}; allowed is a line that \`amont seal\` or the log has shown.`);
      return 2;
    }
    out(found.value === null ? intact : changed(file, found.value.shorter));
    return found.value === null ? 0 : 1;
  });
}

const intact = 'Intact: all that this seal stands for is on record as it was.';

function changed(file: string, shorter: string | null): string {
  const how = shorter === null ? 'an entry was changed, removed or put in between' : `the end of ${shorter} is missing`;
  return `CHANGED: what is on record in ${file} is not what this seal stands for: ${how}. After a restored backup that is so for every seal taken later than the backup.`;
}

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatConfigErrors } from '../config/config-error.ts';
import { loadConfig } from '../config/load.ts';
import { machineClock } from '../lib/clock.ts';
import { type AccountRole, accountRoles } from '../people/account.ts';
import { checkPassword, hashPassword, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../people/password.ts';
import { createSqliteAccountStore } from '../store/sqlite/accounts.ts';
import { openDatabase } from '../store/sqlite/database.ts';
import { createSqliteRecordBook } from '../store/sqlite/record.ts';
import { languages } from '../territory/commune.ts';

const usage = `usage: amont user add ID --role mayor|staff --name NAME --communes A,B [--language fr|en] [--config DIR]
       amont user list [--config DIR]
The password is read from AMONT_NEW_PASSWORD, or made and printed once.`;

/** `amont user`: accounts are made here and nowhere else; there is no default one. */
export async function user(args: readonly string[], out: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string', default: 'config' },
      role: { type: 'string' },
      name: { type: 'string' },
      communes: { type: 'string' },
      language: { type: 'string', default: 'fr' },
    },
  });
  const [verb, id] = positionals;
  const config = loadConfig(values.config, process.env);
  if (!config.ok) {
    out(formatConfigErrors(config.error));
    return 1;
  }
  const opened = await openDatabase(join(config.value.dataFolder, 'amont.db'));
  if (!opened.ok) {
    out(opened.error);
    return 1;
  }
  const accounts = createSqliteAccountStore(opened.value);
  const record = createSqliteRecordBook(opened.value);
  try {
    if (verb === 'list') {
      for (const each of accounts.list()) out(`${each.id}  ${each.role}  ${each.communes.join(',')}  ${each.name}`);
      return 0;
    }
    const role = accountRoles.find((each): each is AccountRole => each === values.role);
    const language = languages.find((each) => each === values.language);
    if (verb !== 'add' || !id || !role || !values.name || !values.communes || !language) {
      out(usage);
      return 2;
    }
    const communes = values.communes.split(',');
    const unknown = communes.filter((each) => !config.value.communes.has(each));
    if (unknown.length > 0) {
      out(`--communes: found ${unknown.join(', ')}; allowed are ${[...config.value.communes.keys()].join(', ')}`);
      return 2;
    }
    const given = process.env['AMONT_NEW_PASSWORD'];
    const password = given ?? randomBytes(12).toString('base64url');
    const fault = checkPassword(password);
    if (!fault.ok) {
      const { kind, length } = fault.error;
      out(
        `AMONT_NEW_PASSWORD is ${kind}: found ${length} characters, allowed are ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH}`,
      );
      return 2;
    }
    const createdAt = machineClock.now();
    const passwordHash = await hashPassword(password);
    if (!accounts.add({ id, name: values.name, role, language, communes, passwordHash, createdAt })) {
      out(`The account ${id} exists already; nothing was changed.`);
      return 1;
    }
    const detail = { account: id, role, communes };
    record.append({ at: createdAt, actor: { service: true }, action: 'account.added', commune: null, detail });
    out(given ? `added ${id}` : `added ${id}, password ${password} (shown this once)`);
    return 0;
  } finally {
    opened.value.close();
  }
}

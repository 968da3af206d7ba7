import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Config } from '../config/config.ts';
import { machineClock } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { ALL_COMMUNES } from '../people/account.ts';
import { checkPassword, hashPassword, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../people/password.ts';
import { changeOnRecord, type Desk, listCommand, unknownAccount, wasSomebodys } from './account-desk.ts';
import { configIn } from './config-in.ts';
import { inDatabase } from './in-database.ts';
import { noteAct } from './note-act.ts';
import { townIn } from './open-town.ts';
import { progressBar } from './shown/progress-bar.ts';
import { changedCommunes, type TypedChange } from './typed/changed-communes.ts';
import { communesListed } from './typed/communes-typed.ts';
import { mistyped } from './typed/mistyped.ts';
import { type NewAccount, readAccount, type TypedAccount } from './typed/read-account.ts';
import { faultIn, type ListedAccount, readAccounts } from './typed/read-accounts.ts';
import { readText } from './typed/read-text.ts';
import { endSecondFactor, setSecondFactor } from './user-second-factor.ts';

export const usage = `usage: amont user add ID --role mayor|staff --name NAME --communes A,B|all [--language fr|en]
                            (all: of staff only, and those that are added later too; without --language: the first of
                            instance.languages in amont.yaml) [--same-person]: an id that was removed, given to its person again
       amont user import FILE     one for each line of a CSV file with the heads id, name, communes (several: "a b"), and perhaps
                            role (without it: mayor) and language; all of them or, with what is wrong in which line, none.
                            Prints id,password as CSV, this once
       amont user password ID     a new password, which ends every session of the person
       amont user communes ID [--add A,B|all] [--remove C|all]   of an account, which keeps its password
       amont user second-factor ID [--off]   asks the person for a code of an app beside the password (--off: no longer), which
                            ends every session of the person. Shows a picture for the app, asks for the code that it makes of
                            it, and prints eight codes for paper, this once
       amont user remove ID       what the person did stays on record
       amont user list
  --config DIR  (default config)
A password is read from AMONT_NEW_PASSWORD, ${MIN_PASSWORD_LENGTH} letters or more (import makes each its own), or made and printed once.`;

const options = {
  config: { type: 'string', default: 'config' },
  role: { type: 'string' },
  name: { type: 'string' },
  communes: { type: 'string' },
  add: { type: 'string' },
  remove: { type: 'string' },
  language: { type: 'string' },
  off: { type: 'boolean' },
  'same-person': { type: 'boolean' },
} as const;

/** Of an agency's hundreds nobody would find the new one. */
const NAMED_AT_ONCE = 20;

/** `amont user`: accounts are made and ended here and nowhere else; there is no default one. */
export async function user(args: readonly string[], out: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const config = configIn(values.config, out);
  if (config === null) return 1;
  // What is refused leaves nothing behind: no database where there was none.
  const deed = deedOf(positionals, values, config);
  if (!deed.ok) return refuse(out, deed.error);
  return inDatabase(config.dataFolder, out, (db) => {
    const town = townIn(values.config, config, db);
    const atomically = (work: () => void): void => db.transaction(work).immediate();
    return deed.value({ ...town, atomically, note: (action, detail) => noteAct(town.record, action, detail), out });
  });
}

/** What may be said of each, and what it is of. */
const verbs = new Map<string, { of: 'ID' | 'FILE' | null; options: readonly string[] }>([
  ['add', { of: 'ID', options: ['role', 'name', 'communes', 'language', 'same-person'] }],
  ['import', { of: 'FILE', options: [] }],
  ['communes', { of: 'ID', options: ['add', 'remove'] }],
  ['password', { of: 'ID', options: [] }],
  ['second-factor', { of: 'ID', options: ['off'] }],
  ['remove', { of: 'ID', options: [] }],
  ['list', { of: null, options: [] }],
]);

type Deed = (desk: Desk) => number | Promise<number>;

/** What is asked for, once all of it is there and allowed. */
function deedOf(
  words: readonly string[],
  typed: Omit<TypedAccount, 'id'> & TypedChange & { config: string; off?: boolean; 'same-person'?: boolean },
  config: Config,
): Result<Deed, string> {
  const [verb = '', id = ''] = words;
  const known = verbs.get(verb);
  // A second account, or an option of another verb, would be passed over while its line says that all is done.
  if (!known || words.length !== (known.of === null ? 1 : 2)) {
    const each = [...verbs].map(([name, { of }]) => [name, of ?? []].flat().join(' '));
    return err(mistyped('amont user', words, `are ${each.slice(0, -1).join(', ')} and ${each.at(-1)}`, usage));
  }
  const allowed = known.options.map((option) => `--${option}`);
  const stray = Object.keys(typed).find((option) => option !== 'config' && !known.options.includes(option));
  if (stray !== undefined)
    return err(
      mistyped(`amont user ${verb}`, `--${stray}`, `are ${allowed.join(', ') || 'no options but --config'}`, usage),
    );
  if (verb === 'list') return ok(list);
  if (verb === 'import') return listed(id, typed.config, config);
  if (verb === 'communes') return ok((desk) => changeCommunes(desk, id, typed));
  if (verb === 'password') return ok((desk) => changePassword(desk, id));
  if (verb === 'second-factor') return ok((desk) => (typed.off ? endSecondFactor : setSecondFactor)(desk, id));
  if (verb === 'remove') return ok((desk) => remove(desk, id));
  const read = readAccount({ ...typed, id }, config, typed.config);
  if (!read.ok) return err([...read.error, usage].join('\n'));
  const password = newPassword();
  if (!password.ok) return password;
  const isBack = typed['same-person'] === true;
  return ok((desk) =>
    isBack || desk.accounts.find(id) || !wasSomebodys(desk, id)
      ? add(desk, read.value, password.value)
      : refuse(desk.out, leftBy(id)),
  );
}

const leftBy = (id: string) =>
  `the account ${id} was removed, and what was done under it would bear the new name: choose another id or, where it is the same person, user add --same-person`;

function refuse(out: Desk['out'], why: string): number {
  out(why);
  return 2;
}

function list({ accounts, out, where }: Desk): number {
  const all = accounts.list();
  // Beside the list, which a program may read: there none is no line.
  if (all.length === 0) process.stderr.write(`There is no account yet in ${where}.\n`);
  for (const each of all) {
    const { id, role, communes, name, secondFactor } = each;
    out(`${id}  ${role}  ${communesListed(communes).join(',')}  ${name}${secondFactor ? '  (second factor)' : ''}`);
  }
  return 0;
}

async function add(desk: Desk, account: NewAccount, password: Password): Promise<number> {
  const { accounts, out } = desk;
  const { id, role, communes } = account;
  const passwordHash = await hashPassword(password.plain);
  const createdAt = machineClock.now();
  const write = () => accounts.add({ ...account, passwordHash, createdAt });
  if (!changeOnRecord(desk, 'account.added', { account: id, role, communes }, write)) {
    out(`The account ${id} exists already; nothing was changed.`);
    return 1;
  }
  out(`added ${id}${password.shown}`);
  return 0;
}

/** The accounts of a file, each with a password of its own. */
function listed(file: string, folder: string, config: Config): Result<Deed, string> {
  const text = readText(file);
  if (!text.ok) return text;
  const read = readAccounts(text.value, file, config, folder);
  return read.ok ? ok((desk) => addAll(desk, file, read.value)) : err(read.error.join('\n'));
}

async function addAll(desk: Desk, file: string, all: readonly ListedAccount[]) {
  const { accounts, atomically, note, out } = desk;
  const taken = all.flatMap(({ id, line }) => {
    if (accounts.find(id)) return faultIn(file, line, `id: the account ${id} exists already`);
    return wasSomebodys(desk, id) ? faultIn(file, line, `id: ${leftBy(id)}`) : [];
  });
  if (taken.length > 0) return refuse(out, taken.join('\n'));
  const bar = progressBar(all.length, 'passwords made');
  const made: (NewAccount & { plain: string; passwordHash: string })[] = [];
  for (const { line: _, ...account } of all) {
    const plain = randomPassword();
    made.push({ ...account, plain, passwordHash: await hashPassword(plain) });
    bar.show(made.length);
  }
  bar.clear();
  atomically(() => {
    for (const { plain: _, ...account } of made) {
      const { id, role, communes } = account;
      if (!accounts.add({ ...account, createdAt: machineClock.now() }))
        throw new Error(`the account ${id} was made by another meanwhile; nothing was changed`);
      note('account.added', { account: id, role, communes });
    }
  });
  out('id,password');
  for (const { id, plain } of made) out(`${id},${plain}`);
  return 0;
}

async function changePassword(desk: Desk, id: string): Promise<number> {
  const { accounts, out } = desk;
  const password = newPassword();
  if (!password.ok) return refuse(out, password.error);
  const hash = await hashPassword(password.value.plain);
  const change = () => accounts.setPassword(id, hash);
  if (!changeOnRecord(desk, 'account.password-changed', { account: id }, change)) return unknownAccount(desk, id);
  out(`changed the password of ${id}${password.value.shown}`);
  return 0;
}

function changeCommunes(desk: Desk, id: string, typed: TypedChange): number {
  const { accounts, out, config, folder } = desk;
  const before = accounts.find(id);
  if (!before) return unknownAccount(desk, id);
  const after = changedCommunes(before, typed, new Set(config.communes.keys()), folder);
  if (!after.ok) return refuse(out, after.error);
  const detail = { account: id, communes: after.value, before: before.communes };
  const change = () => accounts.setCommunes(id, after.value);
  // Somebody may have removed it meanwhile.
  if (!changeOnRecord(desk, 'account.communes-changed', detail, change)) return unknownAccount(desk, id);
  const seen = after.value.length;
  const named = after.value.includes(ALL_COMMUNES)
    ? 'all communes, and those that are added later'
    : communesListed(after.value).join(', ');
  out(`${id} sees ${seen > NAMED_AT_ONCE ? `${seen} communes; ${listCommand(desk)} names them` : named}`);
  return 0;
}

function remove(desk: Desk, id: string): number {
  const { accounts, out } = desk;
  if (!changeOnRecord(desk, 'account.removed', { account: id }, () => accounts.remove(id)))
    return unknownAccount(desk, id);
  out(`removed ${id}`);
  return 0;
}

interface Password {
  plain: string;
  /** The words that show it once. */
  shown: string;
}

/** Letters and digits alone: what begins with a sign is a formula to a spreadsheet. */
function randomPassword(): string {
  return randomBytes(12)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, 'x');
}

/** The one from the environment, or a new one. */
function newPassword(): Result<Password, string> {
  const given = process.env['AMONT_NEW_PASSWORD'];
  if (given === undefined) {
    const plain = randomPassword();
    return ok({ plain, shown: `, password ${plain} (shown this once)` });
  }
  const fault = checkPassword(given);
  if (fault.ok) return ok({ plain: given, shown: '' });
  const { kind, length } = fault.error;
  return err(
    `AMONT_NEW_PASSWORD is ${kind}: found ${length} characters, allowed are ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH}`,
  );
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { user } from '../../src/cli/user.ts';
import { loadConfig } from '../../src/config/load.ts';
import { verifyPassword } from '../../src/people/password.ts';
import { codesOnPaper } from '../../src/people/second-factor.ts';
import { createSqliteAccountStore } from '../../src/store/sqlite/accounts.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteRecordBook } from '../../src/store/sqlite/record.ts';
import { codeShown } from '../support/code-app.ts';
import { projectRoot, runCommand } from '../support/run-command.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('user');
let turn = 0;
let config = '';
beforeEach(() => {
  config = join(folder, String((turn += 1)), 'config');
  mkdirSync(config, { recursive: true });
  cpSync(join(projectRoot, 'config'), config, { recursive: true });
});
afterEach(() => vi.unstubAllEnvs());

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await user([...args, '--config', config], (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}
const add = (id: string) => run('add', id, '--role', 'mayor', '--name', 'Anne Martin', '--communes', 'coursan');

async function stored(id: string) {
  const db = await openDatabase(join(config, '../data/amont.db'));
  if (!db.ok) throw new Error(db.error);
  const account = createSqliteAccountStore(db.value).find(id);
  const entries = createSqliteRecordBook(db.value).recent(null, 10);
  const actions = entries.map((each) => each.action);
  const by = entries.map(({ detail }) => detail['by']);
  db.value.close();
  return { account, actions, by };
}

test('an account is added with a password that is shown once, listed, given another password, and removed', async () => {
  const added = await add('anne');
  const first = /password (\S+)/.exec(added.said)?.[1] ?? '';
  expect(added.code).toBe(0);
  expect((await run('list')).said).toBe('anne  mayor  coursan  Anne Martin');

  const changed = await run('password', 'anne');
  const second = /password (\S+) \(shown/.exec(changed.said)?.[1] ?? '';
  const hash = (await stored('anne')).account?.passwordHash ?? '';
  expect([await verifyPassword(first, hash), await verifyPassword(second, hash)]).toEqual([false, true]);

  expect(await run('remove', 'anne')).toEqual({ code: 0, said: 'removed anne' });
  expect(await stored('anne')).toEqual({
    account: null,
    actions: ['account.removed', 'account.password-changed', 'account.added'],
    by: Array.from({ length: 3 }, () => ({ machineUser: userInfo().username })),
  });
});

test('what cannot be written on record is not done to an account', async () => {
  await add('anne');
  const before = await stored('anne');
  const db = new BetterSqlite3(join(config, '../data/amont.db'));
  db.exec("CREATE TRIGGER full BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
  db.close();
  for (const words of [
    ['password', 'anne'],
    ['communes', 'anne', '--add', 'trebes'],
    ['remove', 'anne'],
  ])
    await expect(run(...words)).rejects.toThrow('the disk is full');
  await expect(add('paul')).rejects.toThrow('the disk is full');
  expect([await stored('anne'), (await stored('paul')).account]).toEqual([before, null]);
});

test('of an account that somebody removed meanwhile nothing is said to be done', async () => {
  await add('anne');
  const db = new BetterSqlite3(join(config, '../data/amont.db'));
  db.exec("UPDATE account SET second_factor = '{}'");
  const before = await stored('anne');
  db.exec('CREATE TRIGGER gone BEFORE UPDATE ON account BEGIN SELECT RAISE(IGNORE); END');
  db.close();
  for (const words of [
    ['communes', 'anne', '--add', 'trebes'],
    ['second-factor', 'anne', '--off'],
  ])
    expect(await run(...words)).toMatchObject({ code: 1, said: expect.stringContaining('There is no account anne') });
  expect(await stored('anne')).toEqual(before);
});

test('an account is not added twice, and an unknown one is neither changed nor removed', async () => {
  await add('anne');
  expect(await add('anne')).toEqual({ code: 1, said: 'The account anne exists already; nothing was changed.' });
  // Whoever forgot --config sees whose accounts were looked at.
  const where = `${join(config, '../data')} (${config}/amont.yaml)`;
  for (const words of [
    ['password', 'ann'],
    ['remove', 'ann'],
    ['communes', 'ann', '--add', 'trebes'],
  ])
    expect(await run(...words)).toEqual({
      code: 1,
      said: `There is no account ann in ${where}; nothing was changed. \`npm run -s amont -- user list --config ${config}\` names them all.`,
    });
});

test('a short password from the environment is refused, and so is a commune that nobody knows', async () => {
  vi.stubEnv('AMONT_NEW_PASSWORD', 'too short');
  expect((await add('anne')).said).toBe('AMONT_NEW_PASSWORD is too-short: found 9 characters, allowed are 15 to 256');
  const elsewhere = await run('add', 'anne', '--role', 'mayor', '--name', 'Anne', '--communes', 'atlantis');
  expect(elsewhere.said.split('\n')[0]).toBe(
    `--communes: found atlantis; allowed are limoux, trebes, marseillette, lagrasse, coursan (${config}/communes.yaml)`,
  );
  expect(elsewhere.code).toBe(2);
});

test('an account is given another commune and loses one, and keeps its password', async () => {
  await add('anne');
  const before = (await stored('anne')).account;
  expect(await run('communes', 'anne', '--add', 'trebes,limoux,coursan', '--remove', 'coursan')).toEqual({
    code: 0,
    said: 'anne sees trebes, limoux',
  });
  const { account, actions } = await stored('anne');
  expect(account).toEqual({ ...before, communes: ['trebes', 'limoux'] });
  expect(actions).toEqual(['account.communes-changed', 'account.added']);
});

test('of an agency, whose communes nobody reads one by one, they are counted', async () => {
  const file = join(config, 'communes.yaml');
  const { communes, ...rest } = parse(readFileSync(file, 'utf8'));
  const more = Array.from({ length: 20 }, (_, n) => ({ ...communes[0], id: `more-${n}`, contacts: contactsOf(n) }));
  writeFileSync(file, stringify({ ...rest, communes: [...communes, ...more] }));
  await add('anne');
  const { said } = await run('communes', 'anne', '--add', more.map(({ id }) => id).join(','));
  expect(said).toBe(`anne sees 21 communes; \`npm run -s amont -- user list --config ${config}\` names them`);
});

const contactsOf = (n: number) => [{ id: `mayor-${n}`, role: 'mayor', name: `Mayor ${n}`, email: `m${n}@example.org` }];

test.each([
  [[], /^--add, --remove: missing/],
  [['--add', 'atlantis'], /^--add: found atlantis; allowed are .*trebes.* \(\/.*\/config\/communes\.yaml\)$/],
  [['--remove', 'trebes'], /^--remove: found trebes; allowed are coursan/],
  [['--remove', 'coursan'], /^--remove: no commune would be left/],
])('communes %j are refused, and nothing is changed', async (options, why) => {
  await add('anne');
  const { code, said } = await run('communes', 'anne', ...options);
  expect(code).toBe(2);
  expect(said).toMatch(why);
  expect((await stored('anne')).account?.communes).toEqual(['coursan']);
});

const addStaff = (communes: string) => run('add', 'duty', '--role', 'staff', '--name', 'Duty', '--communes', communes);

test('staff are given all communes at once, and are listed so; what stands in the database is no commune', async () => {
  expect((await addStaff('all')).code).toBe(0);
  expect((await run('list')).said).toBe('duty  staff  all  Duty');
  // A version that does not know it finds no commune of that name, and shows none.
  expect((await stored('duty')).account?.communes).toEqual(['*']);
  expect(await run('communes', 'duty', '--add', 'trebes', '--remove', 'all')).toEqual({
    code: 0,
    said: 'duty sees trebes',
  });
  expect(await run('communes', 'duty', '--add', 'all')).toEqual({
    code: 0,
    said: 'duty sees all communes, and those that are added later',
  });
  expect((await stored('duty')).account?.communes).toEqual(['*']);
});

test.each([
  [['--communes', 'all'], /^--communes: found all; allowed are the communes of a mayor one by one/],
  [['--communes', 'all,coursan'], /^--communes: found all; allowed are /],
])('a mayor decides for communes that are named: %j is refused', async (communes, why) => {
  const { code, said } = await run('add', 'anne', '--role', 'mayor', '--name', 'Anne Martin', ...communes);
  expect(code).toBe(2);
  expect(said).toMatch(why);
  await add('anne');
  expect(await run('communes', 'anne', '--add', 'all')).toMatchObject({
    code: 2,
    said: expect.stringMatching(/^--add: found all; /),
  });
  expect((await stored('anne')).account?.communes).toEqual(['coursan']);
});

test.each([
  ['all', ['--remove', 'trebes'], '--remove: found trebes; allowed are all'],
  ['trebes', ['--add', 'all', '--remove', 'trebes'], '--remove: found trebes; allowed with all is all'],
])('staff with %s do not lose one while they see all: %j is refused', async (communes, options, why) => {
  await addStaff(communes);
  expect(await run('communes', 'duty', ...options)).toEqual({ code: 2, said: why });
  expect((await run('list')).said).toBe(`duty  staff  ${communes}  Duty`);
});

test('from a file, staff are given all communes, and a mayor is not', async () => {
  const wrong = await run('import', written('id,name,communes', 'anne,Anne Martin,all'));
  expect(wrong).toMatchObject({
    code: 2,
    said: expect.stringMatching(/line 2: communes: found all; allowed are the communes of a mayor/),
  });
  expect((await run('import', written('id,name,communes,role', 'duty,Duty,all,staff'))).code).toBe(0);
  expect((await run('list')).said).toBe('duty  staff  all  Duty');
});

test('what is missing or not allowed is named, with what was found and what is allowed', async () => {
  const { code, said } = await run('add', 'zoe', '--role', 'staff', '--name', 'Zoé');
  expect(code).toBe(2);
  expect(said.split('\n')[0]).toMatch(/^--communes: missing; allowed are .*coursan/);
  const agent = await run('add', 'Jean Roques', '--role', 'agent', '--name', 'Jean', '--communes', 'coursan');
  expect(agent.code).toBe(2);
  expect(agent.said.split('\n').slice(0, 3)).toEqual([
    'ID: found Jean Roques; allowed are small letters a-z and digits, with single . _ or - between them, 64 at most',
    '--role: found agent; allowed are mayor, staff',
    expect.stringMatching(/^usage: amont user add/),
  ]);
  expect((await run('list')).said).toBe('');
});

test.each(['', 'é', 'anne ', '.anne', 'anne..martin', 'Anne', 'a'.repeat(65)])('the id "%s" is refused', async (id) => {
  expect(await add(id)).toMatchObject({ code: 2 });
});

test.each(['anne', 'anne.martin', 'a-martin_2'])('the id "%s" is taken', async (id) => {
  expect((await add(id)).code).toBe(0);
});

test('a language that the installation does not speak is refused, and its first is taken where none is given', async () => {
  const file = join(config, 'amont.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('languages: [fr, en]', 'languages: [en]'));
  const account = ['add', 'anne', '--role', 'mayor', '--name', 'Anne', '--communes', 'coursan'];
  const french = await run(...account, '--language', 'fr');
  expect([french.code, french.said.split('\n')[0]]).toEqual([
    2,
    `--language: found fr; allowed are en (${config}/amont.yaml, instance.languages)`,
  ]);
  expect((await run(...account)).code).toBe(0);
  expect((await stored('anne')).account?.language).toBe('en');
});

test.each([
  [
    ['password', 'anne', '--communes', 'coursan'],
    'amont user password: found --communes; allowed are no options but --config',
  ],
  [
    ['add', 'bob', '--off', '--role', 'staff', '--name', 'Bob', '--communes', 'coursan'],
    'amont user add: found --off; allowed are --role, --name, --communes, --language, --same-person',
  ],
  [
    ['remove', 'anne', 'bob'],
    'amont user: found remove anne bob; allowed are add ID, import FILE, communes ID, password ID, second-factor ID, remove ID and list',
  ],
])('what would be passed over is refused: %s', async (words, first) => {
  await add('anne');
  const before = await stored('anne');
  const { code, said } = await run(...words);
  expect([code, said.split('\n')[0]]).toEqual([2, first]);
  expect(await stored('anne')).toEqual(before);
  expect((await run('list')).said.split('\n')).toHaveLength(1);
});

test('an option that is not known is said in a line, without a stack trace', async () => {
  const child = spawn(process.execPath, ['src/main.ts', 'user', 'add', '--nonsense'], { cwd: projectRoot });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = await once(child, 'close');
  expect(code).toBe(2);
  expect(said).toMatch(/^amont user: Unknown option '--nonsense'/);
  expect(said.trimEnd().split('\n')).toHaveLength(1);
});

test('where there is no account yet the list says so and where it looked, beside what a program reads', async () => {
  const { code, stdout, output } = await runCommand('node', ['src/main.ts', 'user', 'list', '--config', config]);
  expect([code, stdout, output]).toEqual([
    0,
    '',
    `There is no account yet in ${join(config, '../data')} (${config}/amont.yaml).\n`,
  ]);
});

test('a command that neither connects nor sends does without the secrets of the service', async () => {
  const file = join(config, 'amont.yaml');
  const withBroker = readFileSync(file, 'utf8').replace(
    /^mqtt:\n( .*\n)*/m,
    'mqtt:\n  external:\n    url: mqtt://127.0.0.1:1883\n    username: amont\n',
  );
  writeFileSync(file, withBroker);
  expect(loadConfig(config, {})).toMatchObject({ ok: false });
  expect((await add('anne')).code).toBe(0);
  expect(await run('list')).toEqual({ code: 0, said: 'anne  mayor  coursan  Anne Martin' });
});

test.each([
  ['an id that is none', ['add', 'Anne', '--role', 'mayor', '--name', 'Anne Martin', '--communes', 'coursan']],
  ['a commune that is none', ['add', 'anne', '--role', 'mayor', '--name', 'Anne Martin', '--communes', 'elsewhere']],
  ['a deed that is none', ['rename', 'anne']],
  ['nobody', ['remove']],
])('what is refused leaves no database behind: %s', async (_, args) => {
  expect((await run(...args)).code).toBe(2);
  expect(existsSync(join(config, '../data'))).toBe(false);
});

const written = (...lines: string[]) => {
  const file = join(config, 'accounts.csv');
  writeFileSync(file, lines.join('\r\n'));
  return file;
};

test('the mayors of an agency are added from one file, each with a password of its own', async () => {
  const file = written(
    'id;e-mail;name;communes;role',
    'anne;a@example.org;Anne Martin;coursan;',
    'benoit;;"Benoît ""Ben"" Roy";trebes, limoux;staff',
  );
  const { code, said } = await run('import', file);
  expect(code).toBe(0);
  const [head, ...rows] = said.split('\n').map((line) => line.split(','));
  expect(head).toEqual(['id', 'password']);
  expect(rows.map(([id]) => id)).toEqual(['anne', 'benoit']);
  expect((await run('list')).said.split('\n')).toEqual([
    'anne  mayor  coursan  Anne Martin',
    'benoit  staff  trebes,limoux  Benoît "Ben" Roy',
  ]);
  for (const [id, password] of rows) {
    const { account, actions } = await stored(id!);
    expect(await verifyPassword(password!, account?.passwordHash ?? '')).toBe(true);
    expect(actions).toEqual(['account.added', 'account.added']);
  }
  expect(rows[0]![1]).not.toBe(rows[1]![1]);
});

test('an id that was removed goes to nobody else, or reports would say that they did what was done under it', async () => {
  const named = (name: string, ...more: string[]) =>
    run('add', 'maire', '--role', 'mayor', '--name', name, '--communes', 'coursan', ...more);
  await named('Anne Martin');
  await run('remove', 'maire');
  const left = /the account maire was removed, .* choose another id .* --same-person/;
  expect(await named('Paul Roux')).toEqual({ code: 2, said: expect.stringMatching(left) });
  const file = written('id,name,communes', 'new,New,coursan', 'maire,Paul Roux,coursan');
  const imported = await run('import', file);
  expect(imported).toEqual({ code: 2, said: expect.stringMatching(left) });
  expect(imported.said).toContain(`${file} line 3: id: `);
  expect((await run('list')).said).toBe('');
  expect((await named('Anne Martin-Roy', '--same-person')).code).toBe(0);
  expect((await run('list')).said).toBe('maire  mayor  coursan  Anne Martin-Roy');
  expect(await named('Paul Roux')).toMatchObject({ code: 1, said: expect.stringContaining('maire exists already') });
});

test('one mistake in the file makes none of its accounts, and each is told with its line', async () => {
  const wrong = written('id,name,communes', 'anne,Anne Martin,coursan', 'Ben,,atlantis', 'anne,Anne Roy,trebes');
  const { code, said } = await run('import', wrong);
  expect(code).toBe(2);
  expect(said.split('\n')).toEqual([
    expect.stringMatching(/accounts\.csv line 3: id: found Ben; allowed are small letters/),
    expect.stringMatching(/accounts\.csv line 3: name: missing/),
    expect.stringMatching(/accounts\.csv line 3: communes: found atlantis/),
    expect.stringMatching(
      /accounts\.csv line 4: id: anne stands in line 2 already: all communes of a person stand in one line/,
    ),
  ]);
  expect(existsSync(join(config, '../data/amont.db'))).toBe(false);
  expect((await run('import', written('id,name', 'anne,Anne'))).said).toMatch(/line 1: .*missing communes/);
  expect((await run('import', join(config, 'none.csv'))).said).toMatch(/none\.csv: there is no such file/);
});

test('a row that a spreadsheet has cleared is none, and of one without an id that is what is missing', async () => {
  const cleared = written('id;name;communes', 'anne;Anne Martin;coursan', ';;', '"";"";', ' ; ; ');
  expect((await run('import', cleared)).code).toBe(0);
  const { said } = await run('import', written('id;name;communes', ';Zoé Roy;coursan', ';Léa Roy;coursan'));
  expect(said.split('\n')).toEqual([
    expect.stringMatching(/line 2: id: missing; allowed are small letters/),
    expect.stringMatching(/line 3: id: missing; allowed are small letters/),
  ]);
});

test('where an account of the file exists already it keeps its password, and no other is made', async () => {
  await add('anne');
  const before = await stored('anne');
  const file = written('id,name,communes', 'zoe,Zoé Roy,coursan', 'anne,Anne Martin,coursan');
  expect(await run('import', file)).toEqual({ code: 2, said: `${file} line 3: id: the account anne exists already` });
  expect(await stored('anne')).toEqual(before);
  expect((await stored('zoe')).account).toBeNull();
});

test('a commune that stands beyond the columns, as where nothing keeps two of them together, is not lost unseen', async () => {
  const file = written('id,name,communes', 'anne,Anne Martin,coursan,trebes', 'zoe,Zoé Roy,limoux,');
  const { code, said } = await run('import', file);
  expect([code, said]).toEqual([
    2,
    `${file} line 2: found trebes, for which the first line names no column; what has a comma in it stands in quotes`,
  ]);
});

test('a commune that is written twice is seen once', async () => {
  expect((await run('import', written('id,name,communes', 'anne,Anne,"trebes coursan trebes"'))).code).toBe(0);
  expect((await stored('anne')).account?.communes).toEqual(['trebes', 'coursan']);
});

test('no password is a formula to a spreadsheet that opens the table', async () => {
  const accounts = Array.from({ length: 12 }, (_, index) => `mayor${index},Mayor,coursan`);
  const { said } = await run('import', written('id,name,communes', ...accounts));
  for (const row of said.split('\n').slice(1)) expect(row).toMatch(/^mayor\d+,[A-Za-z0-9]{16}$/);
});

/** The command as an operator runs it, who reads the key with an app and types what that shows. */
async function setFactor(id: string, codeOf: (address: string) => string) {
  const args = ['src/own-node.js', 'src/main.ts', 'user', 'second-factor', id, '--config', config];
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: 'pipe' });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const had = said.includes('\n');
    said += chunk.toString();
    if (!had && said.includes('\n')) child.stdin.end(codeOf(said.split('\n')[0]!));
  });
  const [code] = await once(child, 'close');
  return { code, lines: said.trim().split('\n') };
}

test('a second factor is set once its first code was right, shown in the list, and taken away', async () => {
  await add('anne');
  const wrong = await setFactor('anne', () => '000000\n');
  expect([wrong.code, wrong.lines[1]]).toEqual([1, expect.stringContaining('nothing was changed')]);
  const silent = await setFactor('anne', () => '');
  expect([silent.code, (await stored('anne')).account?.secondFactor]).toEqual([1, null]);

  const set = await setFactor('anne', (address) => `${codeShown(address, Date.now())}\n`);
  expect(set.lines[0]).toMatch(/^otpauth:\/\/totp\//);
  expect([set.code, set.lines.length]).toEqual([0, 10]);
  const { account, actions } = await stored('anne');
  const key = readFileSync(join(config, '../data/link.key'));
  expect(set.lines.slice(2)).toEqual(codesOnPaper('anne', account!.secondFactor!, key));
  expect((await run('list')).said).toBe('anne  mayor  coursan  Anne Martin  (second factor)');

  expect(await run('second-factor', 'anne', '--off')).toEqual({
    code: 0,
    said: 'anne logs in with the password alone',
  });
  expect((await run('second-factor', 'anne', '--off')).said).toBe('anne has no second factor; nothing was changed');
  const after = await stored('anne');
  expect([after.account?.secondFactor, actions[0], after.actions[0]]).toEqual([
    null,
    'account.second-factor-set',
    'account.second-factor-removed',
  ]);
});

test('a second factor that cannot be put on record is neither set nor taken away', async () => {
  await add('anne');
  const file = join(config, '../data/amont.db');
  const refuse = `CREATE TRIGGER refuse BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, 'no room'); END`;
  const refused = await setFactor('anne', (address) => {
    new BetterSqlite3(file).exec(refuse).close();
    return `${codeShown(address, Date.now())}\n`;
  });
  expect([refused.code, refused.lines.length]).toEqual([1, 1]);
  expect((await stored('anne')).account?.secondFactor).toBeNull();

  new BetterSqlite3(file).exec('DROP TRIGGER refuse').close();
  await setFactor('anne', (address) => `${codeShown(address, Date.now())}\n`);
  new BetterSqlite3(file).exec(refuse).close();
  await expect(run('second-factor', 'anne', '--off')).rejects.toThrow('no room');
  expect((await stored('anne')).account?.secondFactor).not.toBeNull();
});

test('nobody unknown is given a second factor', async () => {
  for (const words of [
    ['second-factor', 'ann', '--off'],
    ['second-factor', 'ann'],
  ])
    expect((await run(...words)).said).toMatch(/^There is no account ann in /);
});

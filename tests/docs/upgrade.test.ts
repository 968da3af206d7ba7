import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../support/run-command.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('upgrade');
const at = (...names: string[]) => join(folder, ...names);

/** The two pieces of docs/operate.md, below a folder of the test's in place of /opt and /backup. */
const [upgrade = '', back = ''] = readFileSync(join(projectRoot, 'docs/operate.md'), 'utf8')
  .split(/^## /m)
  .filter((section) => section.startsWith('Upgrade\n'))
  .flatMap((section) => section.split(/\n(?! {4})/))
  .filter((piece) => piece.includes('(set -e'))
  .map((piece) => piece.replaceAll('/opt/amont', at('amont')));

function write(file: string, text: string): void {
  mkdirSync(dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
}

/** What needs a machine with systemd, npm's registry and the user `amont`; what it is asked is written down. */
function standIn(name: string, does = ''): void {
  write(`bin/${name}`, `#!/bin/sh\necho "${name} $*" >> ${at('asked')}\n${does}`);
  chmodSync(at('bin', name), 0o755);
}

const run = (commands: string) =>
  execFileSync('sh', ['-uc', commands], { env: { PATH: `${at('bin')}:${process.env['PATH']}` }, stdio: 'pipe' });
const asked = (what: string) =>
  readFileSync(at('asked'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(`${what} `));
const code = () => readFileSync(at('amont/src/main.ts'), 'utf8');
const data = () => readFileSync(at('amont/data/my-town/amont.db'), 'utf8');

test('the commands of docs/operate.md exchange the version beneath the town, and take it and the backup back', () => {
  for (const name of ['npm', 'systemctl', 'chown', 'chgrp']) standIn(name);
  standIn('install', 'for each; do case $each in data*) mkdir $each;; esac; done');
  write('amont/src/main.ts', 'the version before');
  write('amont/data/my-town/amont.db', 'as the version before left it');
  write('amont/my-town/amont.yaml', 'the town');
  mkdirSync(at('backup'));
  cpSync(at('amont/data/my-town'), at('backup'), { recursive: true });
  cpSync(at('amont/my-town'), at('backup/my-town'), { recursive: true });
  write('amont.new/src/main.ts', 'the new version');

  // As a command leaves it there to which nobody gave the town: nothing is begun.
  write('amont.new/data/amont.db', 'nobody');
  expect(() => run(upgrade)).toThrow('Command failed');
  expect(asked('systemctl')).toEqual([]);
  expect(code()).toBe('the version before');

  rmSync(at('amont.new/data'), { recursive: true });
  run(upgrade);
  expect(asked('systemctl')).toEqual(['systemctl stop amont', 'systemctl start amont']);
  expect(asked('npm').at(-1)).toBe(`npm run -s amont -- check-config ${at('amont/my-town')}`);
  expect([code(), data()]).toEqual(['the new version', 'as the version before left it']);

  write('amont/data/my-town/amont.db', 'brought up to date');
  write('amont/data/my-town/amont.db-wal', 'more of it');
  const [was = ''] = globSync('amont.2*', { cwd: folder });
  // Whoever has unpacked the next version already loses neither.
  write('amont.new/src/main.ts', 'the version after');
  run(back.replace(/from=\S+ was=\S+/, `from=${at('backup')} was=${at(was)}`));
  expect(asked('systemctl')).toHaveLength(4);
  expect([code(), data()]).toEqual(['the version before', 'as the version before left it']);
  expect(existsSync(at('amont/data/my-town/amont.db-wal'))).toBe(false);
  expect(readFileSync(at('amont/my-town/amont.yaml'), 'utf8')).toBe('the town');
  expect(readFileSync(at('amont.new/src/main.ts'), 'utf8')).toBe('the version after');
  const [failed = ''] = globSync('amont.failed.*', { cwd: folder });
  expect(readFileSync(at(failed, 'data/my-town/amont.db'), 'utf8')).toBe('brought up to date');

  run(upgrade);
  expect([code(), data()]).toEqual(['the version after', 'as the version before left it']);
});

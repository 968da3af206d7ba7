import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { projectRoot, runCommand } from './support/run-command.ts';
import { tempFolder } from './support/temp-folder.ts';
import { within } from './support/within.ts';

/** What Debian 13 has, told to the launcher before it looks. */
const OLD = ['--import', `data:text/javascript,Object.defineProperty(process, 'version', { value: 'v20.19.2' })`];
const launcher = join(projectRoot, 'src/own-node.js');

const folder = tempFolder('own-node');

function probe(name: string, code: string): string {
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, code);
  return file;
}

const tells = probe(
  'tells',
  `const version: string = process.version;
console.log(JSON.stringify({ version, args: process.argv.slice(2) }));
process.exitCode = 3;`,
);

test('an old Node hands over to the one that npm brought, link or no link, with arguments and exit code', async () => {
  const { code, stdout } = await runCommand(process.execPath, [...OLD, launcher, tells, 'a b', '--json']);
  expect(JSON.parse(stdout)).toEqual({ version: process.version, args: ['a b', '--json'] });
  expect(code).toBe(3);
});

test('a Node that is new enough runs the file itself', async () => {
  const { code, stdout } = await runCommand(process.execPath, [launcher, tells, 'a b']);
  expect(JSON.parse(stdout)).toEqual({ version: process.version, args: ['a b'] });
  expect(code).toBe(3);
});

test.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT'] as const)(
  'one %s is handed on, and what is stored meanwhile is waited for',
  async (signal) => {
    const waits = probe(
      'waits',
      `process.once('SIGTERM', () => {
  console.log('told');
  setTimeout(() => { console.log('stored'); process.exit(); }, 300);
});
setInterval(() => {}, 1000);
console.log('runs');`,
    );
    const child = spawn(process.execPath, [...OLD, launcher, waits], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines: string[] = [];
    const ended = once(child, 'close');
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (line === 'runs' || line === 'told') child.kill(signal);
    });
    expect(await within(20_000, 'it ends', ended)).toEqual([0, null]);
    expect(lines).toEqual(['runs', 'told', 'stored']);
  },
);

test.skipIf(process.platform === 'win32')(
  'started with nohup it outlives its shell, which npm does not',
  async () => {
    const late = probe('late', `setTimeout(() => console.log('lives'), 4000);`);
    const { npm_lifecycle_event: _, ...env } = process.env;
    const args = ['-c', '"$@" & sleep 1', 'sh', process.execPath, ...OLD, launcher, late];
    const shell = spawn('sh', args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    shell.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await within(20_000, 'it ends', once(shell, 'close'));
    expect(said).toBe('lives\n');
  },
  25_000,
);

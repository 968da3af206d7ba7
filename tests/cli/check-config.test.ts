import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkConfig } from '../../src/cli/check-config.ts';
import { tempFolder } from '../support/temp-folder.ts';

const needsSecret = tempFolder('needs-secret');
const externalBroker = `mqtt:
  external:
    url: mqtt://127.0.0.1:1883
    username: amont
`;
const root = join(import.meta.dirname, '../..');
const fixtures = join(root, 'tests/fixtures');

async function run(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await checkConfig(args, (line) => lines.push(line), {});
  return { code, lines };
}

test('says what stands in the config, and what deserves a second look', async () => {
  const { code, lines } = await run(join(root, 'config'));
  expect(code).toBe(0);
  expect(lines[0]).toMatch(/^config OK: 18 stations, 5 communes watching 6 of them, 18 rules, embedded broker/);
  expect(lines.slice(1).join('\n')).toMatch(/demonstration[^]*no mail server/);
  expect(lines.join('\n')).not.toContain('undecided');
});

test('warns while nobody has decided what happens in danger when no person answers', async () => {
  const { code, lines } = await run(join(fixtures, 'good-config'));
  expect(code).toBe(0);
  expect(lines[0]).toMatch(/^config OK: \d stations, 1 commune watching 1 of them, 3 rules,/);
  expect(lines.join('\n')).toContain('warning: danger is undecided in town');
});

test('names the mistakes, counts them and fails', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'amont-check-config-'));
  cpSync(join(fixtures, 'good-config'), folder, { recursive: true });
  cpSync(join(fixtures, 'bad-config/several-at-once'), folder, { recursive: true });
  const { code, lines } = await run(folder);
  rmSync(folder, { recursive: true });
  expect(code).toBe(1);
  expect(lines.join('\n')).toContain('communes.yaml:9  communes[0].watches[0].marks');
  expect(lines.join('\n')).toContain(`7 mistakes in ${folder}`);
});

test('a folder that is not there is a mistake, and a second argument a wrong call', async () => {
  expect(await run('/nowhere')).toMatchObject({ code: 1 });
  expect(await run('config', 'more')).toMatchObject({ code: 2 });
});

test('a secret that this shell has not is said, and is no mistake in the files', async () => {
  const folder = needsSecret;
  cpSync(join(fixtures, 'good-config'), folder, { recursive: true });
  appendFileSync(join(folder, 'amont.yaml'), externalBroker);
  const { code, lines } = await run(folder);
  expect(code).toBe(0);
  expect(lines).toContain(
    'warning: start needs more than this shell has: amont.yaml, mqtt.external.username: found "amont"; allowed: AMONT_MQTT_PASSWORD or AMONT_MQTT_PASSWORD_FILE in the environment beside it',
  );
});

import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { formatConfigErrors } from '../../src/config/config-error.ts';
import { loadConfig } from '../../src/config/load.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const scratch = mkdtempSync(join(tmpdir(), 'amont-bad-config-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A good folder with the files of one mistake laid over it. */
function overlay(name: string): { folder: string; env: Record<string, string> } {
  const folder = join(scratch, name);
  cpSync(join(fixtures, 'good-config'), folder, { recursive: true });
  cpSync(join(fixtures, 'bad-config', name), folder, { recursive: true });
  const environment = join(folder, 'environment');
  const lines = existsSync(environment) ? readFileSync(environment, 'utf8').trim().split('\n') : [];
  return { folder, env: Object.fromEntries(lines.map((line) => line.split('=', 2))) };
}

describe('every mistake is named with file, line, what was found and what is allowed', () => {
  test.each(readdirSync(join(fixtures, 'bad-config')))('%s', async (name) => {
    const { folder, env } = overlay(name);
    const loaded = loadConfig(folder, env);
    const text = loaded.ok ? 'no error' : formatConfigErrors(loaded.error).replaceAll(folder, 'FOLDER');
    await expect(`${text}\n`).toMatchFileSnapshot(join(fixtures, 'bad-config', name, 'expected.txt'));
    expect(loaded.ok).toBe(false);
  });
});

test('the folder under the mistakes is good', () => {
  expect(loadConfig(join(fixtures, 'good-config'), {})).toMatchObject({ ok: true });
});

test('a missing file is a mistake like any other, beside those in the other files', () => {
  const { folder } = overlay('marks-out-of-order');
  rmSync(join(folder, 'policy.yaml'));
  const loaded = loadConfig(folder, {});
  expect(loaded.ok ? [] : loaded.error.map(({ file, found }) => [file, found])).toEqual([
    ['communes.yaml', '{"prepare":2,"act":5,"danger":4}'],
    ['policy.yaml', 'no such file'],
  ]);
});

test('no secret is ever printed', () => {
  for (const name of ['password-in-yaml', 'password-in-url']) {
    const { folder } = overlay(name);
    const loaded = loadConfig(folder, {});
    expect(loaded.ok ? '' : formatConfigErrors(loaded.error)).not.toContain('hunter2');
  }
});

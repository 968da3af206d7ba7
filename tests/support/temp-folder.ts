import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folders: string[] = [];

// Said once, while the file is read: a hook that is named inside a running test is never called.
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own, removed after the tests of the file; it may be asked for inside a test too. */
export function tempFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `amont-${name}-`));
  folders.push(folder);
  return folder;
}

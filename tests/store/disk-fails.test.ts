import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diskFails } from '../../src/store/disk-fails.ts';
import { smallDisk } from '../support/small-disk.ts';
import { tempFolder } from '../support/temp-folder.ts';

const disk = smallDisk(8);

test('a disk that takes what is written does not fail, and keeps nothing of the try; nor does one that holds no database yet', () => {
  const folder = tempFolder('disk-fails');
  writeFileSync(join(folder, 'amont.db'), 'a database');
  expect(diskFails(folder)).toBe(false);
  expect(readdirSync(folder)).toEqual(['amont.db']);
  expect(diskFails(join(folder, 'none'))).toBe(false);
});

test.skipIf(disk === null)('one that lets itself only be read fails, and a full one (needs a loop device)', () => {
  const folder = join(disk!.folder, 'data');
  mkdirSync(folder);
  writeFileSync(join(folder, 'amont.db'), 'a database');
  execFileSync('mount', ['-o', 'remount,ro', disk!.folder]);
  expect(diskFails(folder)).toBe(true);
  execFileSync('mount', ['-o', 'remount,rw', disk!.folder]);
  expect(diskFails(folder)).toBe(false);
  disk!.fill();
  expect(diskFails(folder)).toBe(true);
});

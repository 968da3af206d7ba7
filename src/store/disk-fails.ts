import { closeSync, existsSync, fsyncSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { databaseIn } from './sqlite/database.ts';

/** Whether the disk of a data folder that has been used takes or gives nothing now: what no other setting puts right, but another disk, or room. */
export function diskFails(folder: string): boolean {
  const database = databaseIn(folder);
  if (!existsSync(database)) return false;
  const probe = join(folder, 'disk.probe');
  try {
    withFile(database, 'r', (file) => readSync(file, Buffer.alloc(512), 0, 512, 0));
    withFile(probe, 'w', (file) => {
      writeSync(file, 'written to see whether the disk takes anything');
      fsyncSync(file);
    });
    rmSync(probe);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && /^(EIO|EROFS|ENOSPC|EDQUOT)/.test(String(error.code));
  }
}

function withFile(path: string, flags: string, use: (file: number) => void): void {
  const file = openSync(path, flags);
  try {
    use(file);
  } finally {
    closeSync(file);
  }
}

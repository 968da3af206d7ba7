import { execFileSync } from 'node:child_process';
import { mkdirSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { tempFolder } from './temp-folder.ts';

export interface SmallDisk {
  folder: string;
  /** Takes all that is left. */
  fill(): void;
}

/** A disk of its own for the tests of one file; `null` where this user may not mount one. */
export function smallDisk(megabytes: number): SmallDisk | null {
  const around = tempFolder('disk');
  const image = join(around, 'image');
  const folder = join(around, 'mounted');
  mkdirSync(folder);
  writeFileSync(image, '');
  truncateSync(image, megabytes * 1024 * 1024);
  try {
    execFileSync('mkfs.ext4', ['-q', '-m', '0', image], { stdio: 'ignore' });
    execFileSync('mount', ['-o', 'loop', image, folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  afterAll(() => void execFileSync('umount', [folder]));
  return {
    folder,
    fill() {
      for (let number = 0; ; number += 1) {
        const { bavail, bsize } = statfsSync(folder);
        if (bavail === 0) return;
        // An extent takes blocks too: what does not fit at once goes by halves.
        for (let blocks = bavail; blocks >= 1; blocks = Math.floor(blocks / 2)) {
          if (isTaken(join(folder, `filler-${number}-${blocks}`), blocks * bsize)) break;
          if (blocks === 1) return;
        }
      }
    },
  };
}

function isTaken(file: string, bytes: number): boolean {
  try {
    execFileSync('fallocate', ['-l', String(bytes), file], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

import { statfsSync } from 'node:fs';

const LOW_BYTES = 500 * 1024 * 1024;

/** What the disk that a folder lies on has left; `isLow`: somebody should make room while there is time. */
export function diskSpace(folder: string): { freeBytes: number; isLow: boolean } {
  const { bavail, bsize } = statfsSync(folder);
  const freeBytes = bavail * bsize;
  return { freeBytes, isLow: freeBytes < LOW_BYTES };
}

import { chownSync, statSync } from 'node:fs';

/**
 * Gives a file that has just been made the owner of `like`, its folder or the file that it will replace: the service runs as
 * another user than root, and could not open what a command run as root has left behind.
 */
export function handOver(file: string, like: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(like);
  chownSync(file, uid, gid);
}

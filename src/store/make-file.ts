import { closeSync, fchownSync, openSync, statSync, writeFileSync } from 'node:fs';

/**
 * Makes a file that is not there yet, for its owner only; made by root it belongs to whom `like` belongs to, the folder or the file that
 * it will replace: the service runs as another user, and could not open what a command run as root has left behind. Where the name is
 * taken, be it by a link, it fails: whoever may write to the folder must not be given a file elsewhere.
 */
export function makeFile(file: string, content: string | Buffer, like: string): void {
  const made = openSync(file, 'wx', 0o600);
  try {
    if (process.getuid?.() === 0) {
      const { uid, gid } = statSync(like);
      fchownSync(made, uid, gid);
    }
    writeFileSync(made, content);
  } finally {
    closeSync(made);
  }
}

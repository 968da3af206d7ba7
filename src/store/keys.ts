import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFile } from './make-file.ts';

/** Secrets that the service makes for itself at first start; 32 bytes each, readable by its own user only. */
export interface Keys {
  session: Buffer;
  link: Buffer;
}

export function loadKeys(folder: string): Keys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = (name: string) => join(folder, `${name}.key`);
  const load = (name: string): Buffer => {
    if (!existsSync(file(name))) makeFile(file(name), randomBytes(32), folder);
    const key = readFileSync(file(name));
    if (key.length !== 32)
      throw new Error(`${file(name)}: expected 32 bytes, found ${key.length}; remove it to get a new one`);
    return key;
  };
  return { session: load('session'), link: load('link') };
}

/** The next start makes another key, with which no session of before is good. */
export function forgetSessions(folder: string): void {
  rmSync(join(folder, 'session.key'), { force: true });
}

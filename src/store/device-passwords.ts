import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../lib/result.ts';
import { makeFile } from './make-file.ts';

/** The passwords with which devices come in to the embedded broker, by name; only their hashes are kept. */
export interface DevicePasswords {
  /** Keeps a new password in place of the earlier one. It is given this once: only its hash is kept. */
  renew(name: string, password?: string): string;
  remove(name: string): boolean;
  names(): string[];
  /** Why the file cannot be read, or which line of it nobody has written so; `null` where all is well, or none was made yet. */
  fault(): string | null;
  /** The hash of each name's password. */
  hashes(): ReadonlyMap<string, string>;
  /** The hash, where this is the name's password; `null` where it is not. The file is read each time: what another process changes counts at once. */
  proofOf(name: string, password: string): string | null;
}

const PASSWORD_BYTES = 18;
/** A SHA-256 as base64url writes it. */
const LINE = /^[^:]+:[\w-]{43}\s*$/;

/** A line for each name in a file of the data folder: `name:hash`. */
export function openDevicePasswords(folder: string): DevicePasswords {
  const file = join(folder, 'device-passwords');

  function lines(): string[] {
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  }

  /** A line that is spoiled lets nobody in, and keeps nobody else out. */
  function read(): Map<string, string> {
    const kept = lines().filter((line) => line !== '');
    return new Map(kept.map((line) => [line.split(':', 1)[0]!, line.split(':')[1] ?? '']));
  }

  /** Whole or not at all: a service that reads meanwhile must not turn a device away. */
  function write(hashes: ReadonlyMap<string, string>): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const sorted = [...hashes].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, kept]) => `${name}:${kept}\n`);
    // Left by one that was killed.
    rmSync(`${file}.new`, { force: true });
    makeFile(`${file}.new`, sorted.join(''), existsSync(file) ? file : folder);
    renameSync(`${file}.new`, file);
  }

  return {
    renew(name, password = newPassword()) {
      write(read().set(name, hash(password)));
      return password;
    },
    remove(name) {
      const hashes = read();
      if (!hashes.delete(name)) return false;
      write(hashes);
      return true;
    },
    names: () => [...read().keys()],
    fault() {
      try {
        const spoiled = lines().findIndex((line) => line !== '' && !LINE.test(line));
        if (spoiled < 0) return null;
        return `${file}: line ${spoiled + 1} is no name:hash, as this command writes each. Put the file back from a backup, or remove it and give every device a new password.`;
      } catch (cause) {
        return `${file} cannot be read: ${messageOf(cause)}. It is a file that the user of the service reads and writes; run this as that user.`;
      }
    },
    hashes: read,
    proofOf(name, password) {
      const proof = read().get(name) ?? '';
      const kept = Buffer.from(proof, 'base64url');
      const given = Buffer.from(hash(password), 'base64url');
      return kept.length === given.length && timingSafeEqual(kept, given) ? proof : null;
    },
  };
}

export function newPassword(): string {
  return randomBytes(PASSWORD_BYTES).toString('base64url');
}

/** One round is enough for 144 bits that we have drawn ourselves; a hundred sensors that come back at once cost nothing. */
function hash(password: string): string {
  return createHash('sha256').update(password).digest('base64url');
}

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Hindcast } from '../hindcast.ts';

/** Raised when the form changes: an older file is made anew. */
const FORMAT = 1;

/** A hindcast kept compactly: years at 15 minutes in a few megabytes. `key` names what it was made from. */
export function packHindcast(key: string, hindcast: Hindcast): Buffer {
  return gzipSync(serialize({ format: FORMAT, key, hindcast }), { level: 6 });
}

/** `null` where it was made from something else, or by an older version. */
export function unpackHindcast(key: string, packed: Buffer): Hindcast | null {
  const kept: { format: number; key: string; hindcast: Hindcast } = deserialize(gunzipSync(packed));
  return kept.format === FORMAT && kept.key === key ? kept.hindcast : null;
}

export function readHindcast(file: string, key: string): Hindcast | null {
  return existsSync(file) ? unpackHindcast(key, readFileSync(file)) : null;
}

/** Written beside and moved, so that a crash leaves the old one whole. */
export function writeHindcast(file: string, key: string, hindcast: Hindcast): void {
  writeFileSync(`${file}.new`, packHindcast(key, hindcast));
  renameSync(`${file}.new`, file);
}

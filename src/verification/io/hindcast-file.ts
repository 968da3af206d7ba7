import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Hindcast } from '../hindcast.ts';

/** Raised when the form changes: an older file is made anew. */
const FORMAT = 1;

interface Kept {
  format: number;
  key: string;
  hindcast: Hindcast;
}

/** A hindcast kept compactly. `key` names what it was made from; `null` where the file was made from something else. */
export function readHindcast(file: string, key: string): Hindcast | null {
  if (!existsSync(file)) return null;
  const kept: Kept = deserialize(gunzipSync(readFileSync(file)));
  return kept.format === FORMAT && kept.key === key ? kept.hindcast : null;
}

/** Written beside and moved, so that a crash leaves the old one whole. */
export function writeHindcast(file: string, key: string, hindcast: Hindcast): void {
  const kept: Kept = { format: FORMAT, key, hindcast };
  writeFileSync(`${file}.new`, gzipSync(serialize(kept), { level: 6 }));
  renameSync(`${file}.new`, file);
}

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The text of a file that may be gzipped. */
export function readText(file: string): string {
  const bytes = readFileSync(file);
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return textOf(zipped ? gunzipSync(bytes) : bytes);
}

/** Spreadsheets write UTF-8, or the Windows one of old: heads with an accent are found in both. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

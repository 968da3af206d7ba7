import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { err, messageOf, ok, type Result } from '../../lib/result.ts';

/** The text of a file that may be gzipped; or a line that says why it cannot be read. */
export function readText(file: string): Result<string, string> {
  if (!existsSync(file)) return err(`${file}: there is no such file`);
  try {
    const bytes = readFileSync(file);
    const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return ok(textOf(zipped ? gunzipSync(bytes) : bytes));
  } catch (cause) {
    return err(`${file}: it cannot be read: ${messageOf(cause)}`);
  }
}

/** Spreadsheets write UTF-8, UTF-16 ("Unicode text") or the Windows one of old: heads with an accent are found in all. */
function textOf(bytes: Uint8Array): string {
  const mark = `${bytes[0]} ${bytes[1]}`;
  if (mark === '255 254') return new TextDecoder('utf-16le').decode(bytes);
  if (mark === '254 255') return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

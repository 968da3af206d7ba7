import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readText } from '../../../src/cli/typed/read-text.ts';
import { ok } from '../../../src/lib/result.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder('text');
const text = 'Débit;1\n';
const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
let files = 0;

function readBytes(bytes: Uint8Array) {
  const file = join(folder, String((files += 1)));
  writeFileSync(file, bytes);
  return readText(file);
}

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
  ['the Windows one of old', Buffer.from(text, 'latin1')],
  ['UTF-16 as Excel writes it', utf16],
  ['UTF-16 the other way round', Buffer.from(utf16).swap16()],
  ['a file that is gzipped', gzipSync(utf16)],
])('an accent is read of %s', (_name, bytes) => {
  expect(readBytes(bytes)).toEqual(ok(text));
});

test('a file without a byte is an empty text', () => {
  expect(readBytes(Buffer.alloc(0))).toEqual(ok(''));
});

test('what cannot be read is said with its name: no file, half of a gzipped one, a folder', () => {
  expect(readText(join(folder, 'none.csv'))).toEqual({ ok: false, error: `${folder}/none.csv: there is no such file` });
  const half = gzipSync(text).subarray(0, 12);
  expect(readBytes(half)).toEqual({ ok: false, error: expect.stringContaining(`${files}: it cannot be read: `) });
  mkdirSync(join(folder, 'more'));
  expect(readText(join(folder, 'more'))).toEqual({ ok: false, error: expect.stringContaining('it cannot be read: ') });
});

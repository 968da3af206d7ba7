import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type OutFile, openOut } from '../../src/cli/out-file.ts';
import { tempFolder } from '../support/temp-folder.ts';

const root = tempFolder('out-file');

function place() {
  const folder = mkdtempSync(join(root, 'own-'));
  const dataset = mkdtempSync(join(root, 'dataset-'));
  const path = join(folder, 'out.csv');
  const open = (): OutFile => {
    const opened = openOut(path, 'a,b', { folder: dataset, files: [] });
    if (!opened.ok) throw new Error(opened.error);
    return opened.value;
  };
  return { folder, path, open };
}

test('where it cannot be moved, what is told is why, and nothing of it stays', () => {
  const { folder, path, open } = place();
  const file = open();
  file.write('a,b');
  mkdirSync(join(path, 'in-the-way'), { recursive: true });
  expect(() => file.done()).toThrow(/EISDIR|ENOTEMPTY/);
  file.giveUp();
  expect(readdirSync(folder)).toEqual(['out.csv']);
});

test('what else lies beside is not touched, nor what a link there leads to', () => {
  const { folder, path, open } = place();
  const notes = join(folder, 'notes');
  writeFileSync(notes, 'mine');
  symlinkSync(notes, `${path}.new`);
  const file = open();
  file.write('a,b');
  file.done();
  expect([readFileSync(notes, 'utf8'), lstatSync(`${path}.new`).isSymbolicLink()]).toEqual(['mine', true]);
  open().giveUp();
  expect(readdirSync(folder).toSorted()).toEqual(['notes', 'out.csv', 'out.csv.new']);
  expect(readFileSync(path, 'utf8')).toBe('a,b');
});

test('of two at once each is whole', () => {
  const { folder, path, open } = place();
  const [one, other] = [open(), open()];
  one.write('a,b,one');
  other.write('a,b');
  other.done();
  expect(readFileSync(path, 'utf8')).toBe('a,b');
  one.done();
  expect(readFileSync(path, 'utf8')).toBe('a,b,one');
  expect(readdirSync(folder)).toEqual(['out.csv']);
});

test.each([0o600, 0o664])('who may read what was there before may read what replaces it: %o', (mode) => {
  const { path, open } = place();
  writeFileSync(path, 'a,b', { mode });
  chmodSync(path, mode);
  const file = open();
  file.write('a,b,c');
  file.done();
  expect([(statSync(path).mode & 0o777).toString(8), readFileSync(path, 'utf8')]).toEqual([mode.toString(8), 'a,b,c']);
});

test('of a folder that is not there its name is told', () => {
  const missing = join(root, 'missing');
  expect(openOut(join(missing, 'out.csv'), 'a,b', { folder: root, files: [] })).toEqual({
    ok: false,
    error: `there is no folder ${missing}`,
  });
});

import { randomBytes } from 'node:crypto';
import {
  accessSync,
  appendFileSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, sep } from 'node:path';
import { err, messageOf, ok, type Result } from '../lib/result.ts';

const STDOUT = 1;
const STDERR = 2;

/** A file that is there once it is whole. */
export interface OutFile {
  write(text: string): void;
  done(): void;
  /** What was there before is as it was. */
  giveUp(): void;
}

/**
 * Written beside and moved: a run of hours that is killed leaves none that looks like a result. Forecasts of before, which begin with `header`, are
 * replaced, but nothing else in the dataset's folder, and nothing that it was read from, wherever it lies: a gauge's own record would be gone.
 */
export function openOut(
  path: string,
  header: string,
  { folder, files }: { folder: string; files: readonly string[] },
): Result<OutFile, string> {
  const isRead = (file: string): boolean => files.some((each) => realpathSync(each) === file);
  const isBeside = (file: string): boolean => file.startsWith(realpathSync(folder) + sep);
  try {
    const before = statSync(path, { throwIfNoEntry: false });
    // A pipe or a device is nothing that could be moved to, and the pipe of a shell has no other name than the one that was typed.
    if (before && !before.isFile()) return ok(onto(openSync(path, 'w')));
    if (!existsSync(dirname(path))) return err(`there is no folder ${dirname(path)}`);
    const file = before ? realpathSync(path) : path;
    if (before && (isRead(file) || (isBeside(file) && !startsWith(file, header)))) return err('it is part of DATASET');
    if (before) accessSync(file, constants.W_OK);
    const said = before && [STDOUT, STDERR].find((each) => isSame(fstatSync(each), before));
    if (said !== undefined) return ok(goingOn(said));
    return ok(moved(file, before?.mode));
  } catch (error) {
    return err(messageOf(error));
  }
}

/** In a file of its own, whatever else lies there or another run writes; who may read what was there before may read this. */
function moved(file: string, mode: number | undefined): OutFile {
  const beside = `${file}.${randomBytes(4).toString('hex')}.new`;
  const open = openSync(beside, 'wx', mode);
  if (mode !== undefined) fchmodSync(open, mode);
  const { write, done, giveUp } = onto(open);
  return {
    write,
    done() {
      done();
      renameSync(beside, file);
    },
    giveUp() {
      giveUp();
      rmSync(beside);
    },
  };
}

/** What is said of the run goes where the forecasts go, as with `--out /dev/stdout > FILE`: a file moved over that one would lose it. */
function goingOn(open: number): OutFile {
  return { write: (text) => appendFileSync(open, text), done() {}, giveUp() {} };
}

function onto(open: number): OutFile {
  let isOpen = true;
  // Once: a file that cannot be moved was closed before it is given up.
  const close = (): void => {
    if (isOpen) closeSync(open);
    isOpen = false;
  };
  // Until all of it is written, where a single write may end before.
  return { write: (text) => appendFileSync(open, text), done: close, giveUp: close };
}

function isSame(a: Stats, b: Stats): boolean {
  return a.dev === b.dev && a.ino === b.ino;
}

/** Whether a file begins so; one of gigabytes is not read for that. */
function startsWith(file: string, text: string): boolean {
  const open = openSync(file, 'r');
  const head = Buffer.alloc(Buffer.byteLength(text));
  readSync(open, head);
  closeSync(open);
  return head.toString() === text;
}

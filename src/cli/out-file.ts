import {
  accessSync,
  appendFileSync,
  closeSync,
  constants,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { sep } from 'node:path';
import { err, ok, type Result } from '../lib/result.ts';

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
    const file = before ? realpathSync(path) : path;
    if (before && (isRead(file) || (isBeside(file) && !startsWith(file, header)))) return err('it is part of DATASET');
    // A pipe or a device is nothing that could be moved to.
    if (before && !before.isFile()) return ok(onto(openSync(file, 'w')));
    if (before) accessSync(file, constants.W_OK);
    const beside = `${file}.new`;
    if (statSync(beside, { throwIfNoEntry: false }) && isRead(realpathSync(beside)))
      return err(`${beside} is part of DATASET`);
    const open = openSync(beside, 'w');
    const { write, done } = onto(open);
    return ok({
      write,
      done() {
        done();
        renameSync(beside, file);
      },
      giveUp() {
        closeSync(open);
        rmSync(beside);
      },
    });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

function onto(open: number): OutFile {
  const done = () => closeSync(open);
  // Until all of it is written, where a single write may end before.
  return { write: (text) => appendFileSync(open, text), done, giveUp: done };
}

/** Whether a file begins so; one of gigabytes is not read for that. */
function startsWith(file: string, text: string): boolean {
  const open = openSync(file, 'r');
  const head = Buffer.alloc(Buffer.byteLength(text));
  readSync(open, head);
  closeSync(open);
  return head.toString() === text;
}

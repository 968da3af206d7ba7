import { readFileSync } from 'node:fs';
import { doWork } from '../../src/lib/io/thread-work.ts';

/** What proc(5) says of the thread that asks. */
export function niceHere(_task: null, _tell: (progress: unknown) => void): string {
  return readFileSync('/proc/thread-self/stat', 'utf8');
}

doWork((tell) => niceHere(null, tell));

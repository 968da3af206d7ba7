import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

/** What nothing holds any more is gone from memory afterwards. */
export function collectGarbage(): void {
  if (typeof collect !== 'function') throw new Error('this Node shows no garbage collector');
  collect();
}

import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { expect, test } from 'vitest';
import { startWork } from '../../../src/lib/io/thread-work.ts';
import type { niceHere } from '../../support/nice-here.ts';

/** As in proc(5): `nice` is the nineteenth field, the seventeenth after the name. */
const niceOf = (stat: string) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);

test.runIf(process.platform === 'linux')(
  'a thread that works gives way to the rest of the service, and it alone',
  async () => {
    const threads = () =>
      readdirSync('/proc/self/task').map((id) => niceOf(readFileSync(`/proc/self/task/${id}/stat`, 'utf8')));
    const own = getPriority();
    const work = startWork<typeof niceHere>(new URL('../../support/nice-here.ts', import.meta.url), null, () => {});
    expect(niceOf((await work.outcome) ?? '')).toBe(Math.max(own, 5));
    await work.end();
    expect(new Set(threads())).toEqual(new Set([own]));
  },
);

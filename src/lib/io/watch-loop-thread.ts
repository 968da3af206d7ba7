import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { LoopWatch } from './watch-loop.ts';

const { turns, everyMs, looks }: LoopWatch = workerData;
const STDERR = 2;

let seen = Atomics.load(turns, 0);
let unmoved = 0;
setInterval(() => {
  const now = Atomics.load(turns, 0);
  unmoved = now === seen ? unmoved + 1 : 0;
  seen = now;
  if (unmoved < looks) return;
  try {
    // What the process itself writes waits for what hangs.
    writeSync(STDERR, 'amont hangs, and ends itself: whatever keeps it running starts it anew\n');
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
}, everyMs);

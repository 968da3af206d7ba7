import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Instant } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { iso } from '../lib/units.ts';

/** The sensors: another process, which knows nothing of the service and speaks only MQTT. */
export interface Simulator {
  first: Instant;
  last: Instant;
  /** Publishes all that was observed by then; resolves when the broker has acknowledged it. */
  publishUntil(instant: Instant): Promise<number>;
  end(): Promise<void>;
}

const program = fileURLToPath(new URL('../../sensors-sim/main.ts', import.meta.url));

export async function startSimulator(recording: string, broker: string): Promise<Result<Simulator, string>> {
  const child = spawn(process.execPath, [program, '--recording', recording, '--broker', broker, '--stdin'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C is for the demonstration, which ends it.
    detached: true,
  });
  // Also where a signal ended it: its code is null then.
  const ended = once(child, 'exit');
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  // Its end is seen on its output; a write to a simulator that is gone must not end the service.
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (word: string): Promise<string[] | null> => {
    const next = await lines.next();
    const [first, ...rest] = next.done ? [] : next.value.split(' ');
    return first === word ? rest : null;
  };

  const ready = await answer('ready');
  if (!ready) {
    await ended;
    return err(complaint.trim() || `the simulator ended with code ${child.exitCode} before it was ready`);
  }
  const [first = '', last = ''] = ready;
  return ok({
    first: Date.parse(first),
    last: Date.parse(last),
    async publishUntil(instant) {
      child.stdin.write(`until ${iso(instant)}\n`);
      const done = await answer('done');
      if (!done) throw new Error(`the simulator stopped: ${complaint}`);
      return Number(done[1]);
    },
    async end() {
      child.stdin.end('end\n');
      await ended;
    },
  });
}

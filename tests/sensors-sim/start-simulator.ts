import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const program = fileURLToPath(new URL('../../sensors-sim/main.ts', import.meta.url));

export interface RunningSimulator {
  say(line: string): void;
  closeInput(): void;
  /** The next line of its output; `null` after the last. */
  hear(): Promise<string | null>;
  complaint(): string;
  exit: Promise<number | null>;
}

/** The simulator as its own process; it does not outlive the test. */
export function startSimulator(args: string[], env: Record<string, string> = {}): RunningSimulator {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, ...env } });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    say: (line) => child.stdin.write(`${line}\n`),
    closeInput: () => child.stdin.end(),
    hear: async () => {
      const next = await lines.next();
      return next.done ? null : next.value;
    },
    complaint: () => complaint,
    exit: new Promise((resolve) => child.once('close', resolve)),
  };
}

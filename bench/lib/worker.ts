import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process of the benchmark: one line in, one line of JSON out. Kept between runs, so that each finds it warm. */
export interface Worker {
  pid: number;
  ask<T>(line: string): Promise<T>;
  end(): Promise<void>;
}

export async function startWorker(file: URL, args: readonly string[]): Promise<Worker> {
  const child = spawn(process.execPath, [file.pathname, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async <T>(asked: string): Promise<T> => {
    const { value, done } = await answers.next();
    if (done) throw new Error(`${file.pathname} ended (${child.exitCode ?? child.signalCode}) when asked: ${asked}`);
    return JSON.parse(value);
  };
  await next('start');
  return {
    pid: child.pid ?? 0,
    ask: (line) => {
      child.stdin.write(`${line}\n`);
      return next(line);
    },
    end: () => endProcess(child, 'SIGTERM'),
  };
}

export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** Milliseconds with fractions, the same in every process of this machine. */
export function instant(): number {
  return performance.timeOrigin + performance.now();
}

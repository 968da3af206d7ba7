import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { answers } from './publish.ts';

export interface Mosquitto {
  port: number;
  url: string;
  /** As a power cut would: no time to save anything. */
  kill(): Promise<void>;
  /** On the same port, with what it had saved. */
  restart(): Promise<void>;
  /** It keeps its connections, and says nothing any more. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** A real Mosquitto as a child process, on a free port of this machine, with its own configuration and folder. */
export async function startMosquitto(settings: readonly string[] = ['allow_anonymous true']): Promise<Mosquitto> {
  const folder = await mkdtemp(join(tmpdir(), 'amont-mosquitto-'));
  const port = await freePort();
  const file = join(folder, 'mosquitto.conf');
  const lines = [
    `listener ${port} 127.0.0.1`,
    // Root gives up its rights to a user who may not write into the folder.
    ...(process.getuid?.() === 0 ? ['user root'] : []),
    'persistence true',
    `persistence_location ${folder}/`,
    'autosave_on_changes true',
    'autosave_interval 1',
    'max_inflight_messages 2000',
    'max_queued_messages 0',
    ...settings,
  ];
  await writeFile(file, lines.join('\n'));
  let child = await runMosquitto(file, port);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    // Told once it listens and before its loop begins, Mosquitto 2.0 forgets to end (3 of 400 starts): it is told again until it has.
    const again = setInterval(() => child.kill(signal), 1_000);
    await gone;
    clearInterval(again);
  };
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    kill: () => end('SIGKILL'),
    restart: async () => {
      child = await runMosquitto(file, port);
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop: async () => {
      await end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs Mosquitto on a configuration file that listens on this port. */
export async function runMosquitto(file: string, port: number): Promise<ChildProcess> {
  const child = spawn('mosquitto', ['-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  let failed: Error | null = null;
  child.once('error', (error) => {
    failed = error;
  });
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    if (failed) throw failed;
    if (child.exitCode !== null) break;
    if (await answers('127.0.0.1', port)) return child;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill('SIGKILL');
  throw new Error(`mosquitto did not start: ${said}`);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../tests/support/free-port.ts';
import { within } from '../../tests/support/within.ts';
import { endProcess } from '../lib/worker.ts';

const root = new URL('../../', import.meta.url).pathname;

/** The real service, `amont start`, as a process that can be killed and started again on the same data folder. */
export interface CrashService {
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Stands still, connected and deaf, as on a machine that has no time for it. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

/**
 * `broker`: the URL of an external one, or the port on which the embedded one is to listen. `inFlight` as in amont.yaml, for
 * an external one.
 */
export async function createCrashService(
  folder: string,
  dataFolder: string,
  broker: string | number,
  {
    influx = null,
    inFlight = null,
  }: { influx?: { url: string; database: string } | null; inFlight?: number | null } = {},
): Promise<CrashService> {
  const config = join(folder, 'config');
  mkdirSync(config, { recursive: true });
  for (const name of ['stations.yaml', 'communes.yaml', 'policy.yaml']) {
    cpSync(join(root, 'config', name), join(config, name));
  }
  const mqtt =
    typeof broker === 'number'
      ? `  embedded:\n    host: 127.0.0.1\n    port: ${broker}`
      : `  external:\n    url: ${broker}\n    clientId: amont\n    username: amont${inFlight === null ? '' : `\n    inFlight: ${inFlight}`}`;
  const shipped = readFileSync(join(root, 'config', 'amont.yaml'), 'utf8');
  const language = /^ {2}languages:.*$/m.exec(shipped)?.[0] ?? '';
  const port = await freePort();
  writeFileSync(
    join(config, 'amont.yaml'),
    [
      `instance:\n  name: Crash test\n  kind: demonstration\n${language}`,
      `http:\n  host: 127.0.0.1\n  port: ${port}`,
      `mqtt:\n${mqtt}`,
      `dataFolder: ${dataFolder}`,
      influx ? `influx:\n  url: ${influx.url}\n  database: ${influx.database}` : '',
      '',
    ].join('\n'),
  );
  let child: ChildProcess | null = null;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child) await endProcess(child, signal);
  };
  return {
    start: async () => {
      child = await startService(config);
    },
    kill: () => end('SIGKILL'),
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    stop: () => end('SIGTERM'),
  };
}

async function startService(config: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(root, 'src/main.ts'), 'start', '--config', config], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, AMONT_MQTT_PASSWORD: 'any' },
  });
  const said: string[] = [];
  const runs = new Promise<void>((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      if (said.length < 20) said.push(line);
      if (line.includes('amont runs')) resolve();
    });
    lines.on('close', () => reject(new Error(`the service ended:\n${said.join('\n')}`)));
  });
  await within(60_000, 'the service runs', runs);
  return child;
}

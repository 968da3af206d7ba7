import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../tests/support/free-port.ts';
import { runMosquitto } from '../../tests/support/mosquitto.ts';
import { endProcess } from './worker.ts';

export interface TownMosquitto {
  url: string;
  /** As a power cut would. */
  kill(): Promise<void>;
  /** On the same port, with what it had saved. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * `each-change` is what ships: every message is on the disk before the next is read. `each-second` is what config/mosquitto.conf
 * names for busier networks.
 */
export type Saving = 'each-change' | 'each-second';

/** These lines say where things are and who may come in; all others are what a town runs with. */
const ours =
  /^(listener|use_username_as_clientid|allow_anonymous|password_file|acl_file|persistence_location|log_|connection_messages)/;

/** A real Mosquitto with the settings of config/mosquitto.conf, on a free port of this machine. */
export async function startTownMosquitto(saving: Saving): Promise<TownMosquitto> {
  const folder = mkdtempSync(join(tmpdir(), 'amont-bench-mosquitto-'));
  const port = await freePort();
  const settings = readFileSync(new URL('../../config/mosquitto.conf', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#') && !ours.test(line))
    .map((line) =>
      saving === 'each-second' ? line.replace(/^autosave_on_changes .*/, 'autosave_on_changes false') : line,
    );
  const lines = [
    ...settings,
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    `persistence_location ${folder}/`,
    'log_dest none',
    ...(process.getuid?.() === 0 ? ['user root'] : []),
  ];
  const file = join(folder, 'mosquitto.conf');
  writeFileSync(file, lines.join('\n'));
  let child: ChildProcess = await runMosquitto(file, port);
  return {
    url: `mqtt://127.0.0.1:${port}`,
    kill: () => endProcess(child, 'SIGKILL'),
    restart: async () => {
      child = await runMosquitto(file, port);
    },
    stop: async () => {
      await endProcess(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

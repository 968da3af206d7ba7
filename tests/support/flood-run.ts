import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { AlertEvent } from '../../src/alert/alert.ts';
import { startSimulator } from '../../src/demo/simulator.ts';
import { iso } from '../../src/lib/units.ts';
import type { CaughtMail } from '../../src/notification/caught-mail.ts';
import { catchMail } from '../../src/notification/io/caught-mail.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { freePort } from './free-port.ts';

const TICK_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;

/** When the service is killed: before, amid or after the assessment of this instant. */
export interface Kill {
  at: number;
  moment: 'while-readings-come' | 'while-assessing' | 'after';
}

/** Runs part of the recorded flood through the service as its own process, killed with -9 where the plan says. */
export async function runFlood(
  from: number,
  to: number,
  kills: readonly Kill[],
): Promise<{ events: AlertEvent[]; mails: readonly CaughtMail[]; readings: number }> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'amont-flood-'));
  const port = await freePort();
  const mail = await catchMail({ now: () => Date.now() }, (error) => {
    // A connection cut by the kill is what the test is about; anything else fails it by the mail that is missing.
    if (!/ECONNRESET|EPIPE/.test(String(error))) throw error;
  });
  let service = await startService([dataFolder, String(port), String(mail.port), iso(from - 24 * HOUR_MS)]);
  const started = await startSimulator('aude-2020-01', `mqtt://127.0.0.1:${port}`);
  if (!started.ok) throw new Error(started.error);
  const simulator = started.value;
  // The day before is history.
  for (let t = from - 24 * HOUR_MS; t < from; t += HOUR_MS) {
    await service.say('load', t);
    await simulator.publishUntil(t);
  }
  for (let t = from; t <= to; t += TICK_MS) {
    const kill = kills.find((each) => each.at === t);
    const restart = async () => {
      await service.kill();
      service = await startService([dataFolder, String(port), String(mail.port), iso(t)]);
    };
    await service.say('load', t);
    const published = simulator.publishUntil(t);
    if (kill?.moment === 'while-readings-come') await restart();
    await published;
    if (kill?.moment === 'while-assessing') {
      service.tell('until', t);
      await restart();
    }
    await service.say('until', t);
    if (kill?.moment === 'after') await restart();
  }
  await simulator.end();
  await service.end();
  await mail.close();
  const opened = await openDatabase(join(dataFolder, 'amont.db'));
  if (!opened.ok) throw new Error(opened.error);
  const { journal, readings } = createSqliteStores(opened.value);
  const communes = ['limoux', 'trebes', 'marseillette', 'lagrasse', 'coursan'];
  const events = communes.flatMap((commune) => journal.events(commune, { limit: 1_000 }));
  const kept = await readings.window({ station: 'coursan-village', quantity: 'stage' }, from, to, Date.now());
  opened.value.close();
  rmSync(dataFolder, { recursive: true });
  return { events, mails: mail.mails(), readings: kept.length };
}

interface Service {
  /** Says it and waits until it is done. */
  say(word: 'load' | 'until', instant: number): Promise<void>;
  tell(word: 'until', instant: number): void;
  kill(): Promise<void>;
  end(): Promise<void>;
}

async function startService(args: readonly string[]): Promise<Service> {
  const program = new URL('./service-process.ts', import.meta.url).pathname;
  const child: ChildProcess = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const expectLine = async (wanted: string) => {
    const next = await lines.next();
    if (next.done || next.value !== wanted)
      throw new Error(`expected "${wanted}", found ${JSON.stringify(next.value)}`);
  };
  await expectLine('ready');
  const tell = (word: string, instant: number) => void child.stdin!.write(`${word} ${iso(instant)}\n`);
  return {
    tell,
    async say(word, instant) {
      tell(word, instant);
      await expectLine(`done ${iso(instant)}`);
    },
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    async end() {
      child.stdin!.end();
      await once(child, 'exit');
    },
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from './app.ts';
import type { Config } from './config/config.ts';
import { createDemoAccounts } from './demo/accounts.ts';
import { createAttendance } from './demo/attendance.ts';
import { replay } from './demo/replay.ts';
import { startSimulator } from './demo/simulator.ts';
import type { DemoWatcher } from './demo/watcher.ts';
import { machineClock, manualClock } from './lib/clock.ts';
import { ok, type Result } from './lib/result.ts';
import { catchMail } from './notification/io/caught-mail.ts';

/** The forecast knows these rivers by their quiet weeks only: no flood that is shown was learned from. */
const REPLAYED_RIVERS = ['aude', 'orb'];

export interface DemoOptions {
  recording: string;
  /** Times real time; Infinity: as fast as the machine allows. */
  speed: number;
  stop: AbortSignal;
}

/** The service as a town runs it, on a clock that the replay moves, in a folder that is gone afterwards. */
export async function runDemo(
  config: Config,
  options: DemoOptions,
  watcher: DemoWatcher,
): Promise<Result<null, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'amont-demo-'));
  const mail = await catchMail(machineClock, watcher.failed);
  const clock = manualClock(0);
  const attendance = createAttendance(machineClock);
  const { accounts, logins } = await createDemoAccounts([...config.communes.keys()], machineClock.now());
  try {
    const app = await createApp(
      {
        ...config,
        dataFolder: folder,
        store: { readings: 'sqlite' },
        mail: {
          host: '127.0.0.1',
          port: mail.port,
          secure: false,
          username: null,
          password: null,
          from: 'amont@example.org',
          connections: 3,
        },
      },
      pino({ level: 'silent' }),
      {
        clock,
        observe: watcher.event,
        delivered: (row) => watcher.told(row, clock.now()),
        presence: attendance.presence,
        mailbox: mail.mails,
        demoAccounts: logins,
        priorWithout: REPLAYED_RIVERS,
      },
    );
    if (!app.ok) return app;
    for (const account of accounts) app.value.doors.accounts.add(account);
    try {
      const simulator = await startSimulator(options.recording, app.value.brokerUrl);
      if (!simulator.ok) return simulator;
      const { speed, stop } = options;
      watcher.ready(app.value);
      try {
        await replay({ app: app.value, clock, simulator: simulator.value, attendance, watcher, speed, stop });
        return ok(null);
      } finally {
        await simulator.value.end();
      }
    } finally {
      await app.value.close();
    }
  } finally {
    await mail.close();
    rmSync(folder, { recursive: true });
  }
}

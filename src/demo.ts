import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import type { AlertEvent } from './alert/alert.ts';
import { type App, createApp } from './app.ts';
import type { Config } from './config/config.ts';
import { createDemoAccounts } from './demo/accounts.ts';
import { answerForAbsent } from './demo/answer.ts';
import { type Attendance, createAttendance } from './demo/attendance.ts';
import { type Simulator, startSimulator } from './demo/simulator.ts';
import { type Instant, type ManualClock, machineClock, manualClock } from './lib/clock.ts';
import { ok, type Result } from './lib/result.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './lib/units.ts';
import { catchMail } from './notification/io/caught-mail.ts';
import type { OutboxRow } from './notification/outbox.ts';
import { TICK_MIN } from './schedule.ts';

/** The end of the recording is replayed; what lies before is loaded as history. */
const REPLAYED_DAYS = 8;
const LOOK_AGAIN_MS = 200;
/** The forecast knows these rivers by their quiet weeks only: no flood that is shown was learned from. */
const REPLAYED_RIVERS = ['aude', 'orb'];

export interface DemoOptions {
  recording: string;
  /** Times real time; Infinity: as fast as the machine allows. */
  speed: number;
  stop: AbortSignal;
}

/** What the demonstration tells whoever watches it. */
export interface DemoWatcher {
  ready(app: App): void;
  loading(share: number): void;
  replaying(from: Instant, to: Instant): void;
  event(event: AlertEvent): void;
  told(row: OutboxRow, at: Instant): void;
  /** The replay waits for a decision of somebody who is logged in. */
  waiting(communes: readonly string[]): void;
  failed(error: unknown): void;
  /** The recording is over; the service closes when this resolves. */
  finished(): Promise<void>;
}

/**
 * Owns replay time: advances the clock to t, has the simulator publish what was observed by t, waits until all of it is
 * acknowledged, assessed and sent, and repeats. Everything else is the service as a town runs it.
 */
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
      return await play(app.value, clock, attendance, options, watcher);
    } finally {
      await app.value.close();
    }
  } finally {
    await mail.close();
    rmSync(folder, { recursive: true });
  }
}

async function play(
  app: App,
  clock: ManualClock,
  attendance: Attendance,
  options: DemoOptions,
  watcher: DemoWatcher,
): Promise<Result<null, string>> {
  const started = await startSimulator(options.recording, app.brokerUrl);
  if (!started.ok) return started;
  const simulator = started.value;
  watcher.ready(app);
  try {
    const from = Math.max(
      simulator.first,
      simulator.last + HOUR_MS - (simulator.last % HOUR_MS) - REPLAYED_DAYS * DAY_MS,
    );
    await loadHistory(app, clock, simulator, from, options, watcher);
    watcher.replaying(from, simulator.last);
    await replay(app, clock, simulator, from, options, (communes) => watcher.waiting(communes), attendance);
    if (!options.stop.aborted) await watcher.finished();
    return ok(null);
  } finally {
    await simulator.end();
  }
}

/** The readings before the replayed days, through the same door, an hour at a time; nothing is assessed yet. */
async function loadHistory(
  app: App,
  clock: ManualClock,
  simulator: Simulator,
  until: Instant,
  { stop }: DemoOptions,
  watcher: DemoWatcher,
): Promise<void> {
  for (let t = simulator.first; t < until && !stop.aborted; t = Math.min(t + HOUR_MS, until)) {
    clock.advanceTo(t);
    await simulator.publishUntil(t);
    watcher.loading((t - simulator.first) / (until - simulator.first));
  }
  await app.settled();
}

async function replay(
  app: App,
  clock: ManualClock,
  simulator: Simulator,
  from: Instant,
  { speed, stop }: DemoOptions,
  tellWaiting: (communes: readonly string[]) => void,
  attendance: Attendance,
): Promise<void> {
  app.schedule.start();
  for (let t = from; t <= simulator.last && !stop.aborted; t += TICK_MIN * MINUTE_MS) {
    const due = machineClock.now() + (TICK_MIN * MINUTE_MS) / speed;
    clock.advanceTo(t);
    await simulator.publishUntil(t);
    if (t === from || t % DAY_MS === 0) await app.refit();
    app.schedule.tick();
    await app.settled();
    answerForAbsent(app.doors, attendance);
    await waitForDecisions(app, attendance, stop, tellWaiting);
    await sleep(Math.max(0, due - machineClock.now()));
  }
}

/** Only a mayor who is here can decide: while one is, the river waits. */
async function waitForDecisions(
  app: App,
  attendance: Attendance,
  stop: AbortSignal,
  tellWaiting: (communes: readonly string[]) => void,
): Promise<void> {
  const { journal, communes, accounts } = app.doors;
  const mayors = accounts.list().filter((each) => each.role === 'mayor');
  const undecided = () =>
    [...communes.keys()].filter(
      (commune) =>
        journal.state(commune)?.alert?.telling.pending &&
        mayors.some((mayor) => mayor.communes.includes(commune) && attendance.isHere(mayor.id)),
    );
  let told = '';
  for (let waiting = undecided(); waiting.length > 0 && !stop.aborted; waiting = undecided()) {
    if (waiting.join() !== told) tellWaiting(waiting);
    told = waiting.join();
    await sleep(LOOK_AGAIN_MS);
  }
  await app.settled();
}

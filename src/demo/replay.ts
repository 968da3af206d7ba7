import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../app.ts';
import { type Instant, type ManualClock, machineClock } from '../lib/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/units.ts';
import { TICK_MIN } from '../schedule.ts';
import { answerForAbsent } from './answer.ts';
import type { Attendance } from './attendance.ts';
import type { Simulator } from './simulator.ts';
import type { DemoWatcher } from './watcher.ts';

/** The end of the recording is replayed; what lies before is loaded as history. */
const REPLAYED_DAYS = 8;
const LOOK_AGAIN_MS = 200;

export interface Replay {
  app: App;
  clock: ManualClock;
  simulator: Simulator;
  attendance: Attendance;
  watcher: DemoWatcher;
  /** Times real time; Infinity: as fast as the machine allows. */
  speed: number;
  stop: AbortSignal;
}

/**
 * Owns replay time: advances the clock to t, has the simulator publish what was observed by t, waits until all of it is
 * acknowledged, assessed and sent, and repeats. Everything else is the service as a town runs it.
 */
export async function replay(parts: Replay): Promise<void> {
  const { simulator, watcher, stop } = parts;
  const from = Math.max(
    simulator.first,
    simulator.last + HOUR_MS - (simulator.last % HOUR_MS) - REPLAYED_DAYS * DAY_MS,
  );
  await loadHistory(parts, from);
  watcher.replaying(from, simulator.last);
  if (!stop.aborted) await replayFrom(parts, from);
  if (!stop.aborted) await watcher.finished();
}

/** The readings before the replayed days, through the same door, an hour at a time; nothing is assessed yet. */
async function loadHistory({ app, clock, simulator, watcher, stop }: Replay, until: Instant): Promise<void> {
  for (let t = simulator.first; t < until && !stop.aborted; t = Math.min(t + HOUR_MS, until)) {
    clock.advanceTo(t);
    await simulator.publishUntil(t);
    watcher.loading((t - simulator.first) / (until - simulator.first));
  }
  await app.settled();
}

async function replayFrom(parts: Replay, from: Instant): Promise<void> {
  const { app, clock, simulator, attendance, watcher, speed, stop } = parts;
  const stopped = once(stop, 'abort');
  app.schedule.start();
  for (let t = from; t <= simulator.last && !stop.aborted; t += TICK_MIN * MINUTE_MS) {
    const due = machineClock.now() + (TICK_MIN * MINUTE_MS) / speed;
    clock.advanceTo(t);
    watcher.reached?.(t);
    await simulator.publishUntil(t);
    // Half a minute of work, which closing the service ends.
    if (t === from || t % DAY_MS === 0) await Promise.race([app.refit(), stopped]);
    if (stop.aborted) return;
    app.schedule.tick();
    await app.settled();
    answerForAbsent(app.doors, attendance);
    await waitForDecisions(parts);
    await sleep(Math.max(0, due - machineClock.now()), undefined, { signal: stop }).catch(() => undefined);
  }
}

/** Only a mayor who is here can decide: while one is, the river waits. */
async function waitForDecisions({ app, attendance, watcher, stop }: Replay): Promise<void> {
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
    if (waiting.join() !== told) watcher.waiting(waiting);
    told = waiting.join();
    await sleep(LOOK_AGAIN_MS);
  }
  await app.settled();
}

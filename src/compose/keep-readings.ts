import type { Logger } from 'pino';
import type { Clock, Instant } from '../lib/clock.ts';
import type { Metrics } from '../lib/metrics.ts';
import { ok } from '../lib/result.ts';
import type { SettingBack } from '../reading/clock/clock-steps.ts';
import { type ClockTakenReadings, createClockTaken } from '../reading/clock/clock-taken.ts';
import { createSetRight } from '../reading/clock/set-right.ts';
import { createReadingExclusions, type ReadingExclusions } from '../reading/exclusions/exclude-readings.ts';
import { createTakeBackImports, type TakeBackImports } from '../reading/imports/take-back-imports.ts';
import { createLearntLimits, type LearntLimits } from '../reading/quality/learnt-limits.ts';
import { readableWindow } from '../reading/readable-window.ts';
import { createRecentReadings, type HeldReadings } from '../reading/recent-readings.ts';
import { giveWay } from '../store/give-way.ts';
import { watchOtherWriters } from '../store/sqlite/other-writers.ts';
import type { Network } from '../territory/network.ts';
import { type KeptClock, keepClock } from './clock/keep-clock.ts';
import { createKnownBehind } from './clock/know-behind.ts';
import { machineRun } from './clock/machine-run.ts';
import { watchDevices } from './figures/device-metrics.ts';
import type { OpenStores } from './open-stores.ts';

export interface KeptReadings {
  /** Held in memory. */
  recent: HeldReadings;
  /** What each gauge is judged by. */
  limits: LearntLimits;
  exclusions: ReadingExclusions;
  imports: TakeBackImports;
  clockTaken: ClockTakenReadings;
  /** What it is by sensors with clocks of their own at least, where the clock of this machine is behind; `null` where it is not known to be. */
  clockBehind(): Instant | null;
  /** That clock was set back within a day, and it is not known that it is behind for it. */
  clockSetBack(): SettingBack | null;
  /** Of the machine; `null` in a replay, whose clock is another. */
  clock: KeptClock | null;
}

/** Ten days in memory: more than any model reads for one forecast. */
const RECENT_H = 241;

/** What is held of the readings, what they are judged by, and how people take them out of what counts. `changed`: something new is known of a station. */
export function keepReadings(
  network: Network,
  { db, stores, readings, spooled }: OpenStores,
  {
    clock,
    isReplay,
    metrics,
    changed,
    failed,
    log,
  }: {
    clock: Clock;
    /** The clock is not the machine's: it is moved by hand. */
    isReplay: boolean;
    metrics: Metrics;
    changed(station: string): void;
    failed(station: string, error: unknown): void;
    log: Logger;
  },
): KeptReadings {
  const writtenByOthers = watchOtherWriters(db);
  const toReadAgain = () => {
    // Each is asked: what it answers is what came since it was last asked.
    const written = writtenByOthers();
    return keptClock?.wasSet() ? 'all' : written;
  };
  const recent = createRecentReadings({ window: readableWindow(readings, failed) }, RECENT_H, toReadAgain);
  // That a gauge cannot be read is told where it is judged and shown.
  const notSetRight = (place: string, err: unknown) =>
    log.error({ err, place }, 'what a clock that was ahead stored cannot be put right');
  const { held, clockSteps: steps, rejections } = stores;
  const setRight = createSetRight({ clock, network, readings, held, steps, recent, failed: notSetRight });
  /** By what the disk does not give back nothing is told. */
  const refusedOfFuture = () => {
    try {
      return rejections.counts().future ?? 0;
    } catch {
      return Number.NaN;
    }
  };
  // Of what is stored here: a start does not wait for an InfluxDB that hangs.
  const { clockBehind, ...known } = createKnownBehind({
    clock,
    network,
    readings: stores.readings,
    held,
    refusedOfFuture,
    log,
  });
  const clockSetBack = () => (clockBehind() === null ? (keptClock?.setBack() ?? null) : null);
  const keptClock = isReplay ? null : keepClock({ clock, run: machineRun(), steps, setRight, ...known, log });
  const exclusions = createReadingExclusions({
    clock,
    network,
    readings,
    ...(spooled && { beside: { ...spooled, here: stores.readings } }),
    recent,
    store: stores.exclusions,
    changed,
  });
  const clockTaken = createClockTaken({
    ...stores,
    clock,
    network,
    readings,
    recent,
    excluding: exclusions.inForce,
    changed,
  });
  const imports = createTakeBackImports({
    clock,
    store: stores.imports,
    elsewhere: spooled?.elsewhere ?? (async () => ok([])),
    excluding: exclusions.inForce,
    recent,
    giveWay,
    changed,
  });
  watchDevices(metrics.registry, { clock, network, deviceHealth: stores.deviceHealth, recent });
  const limits = createLearntLimits(network, readings);
  return { recent, limits, exclusions, imports, clock: keptClock, clockTaken, clockBehind, clockSetBack };
}

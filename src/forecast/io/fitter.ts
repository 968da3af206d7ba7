import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { BaseLogger } from 'pino';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import { isAccepted } from '../../reading/reading.ts';
import type { ReadingStore } from '../../reading/reading-store.ts';
import type { Network } from '../../territory/network.ts';
import { createAdlpModel } from '../adlp-model.ts';
import { outgrown } from '../experience.ts';
import { LOOK_BACK_H } from '../features.ts';
import { createFirstModel } from '../first-model.ts';
import { grownAt, type KnownRecord, knownRecords, teachesMore } from '../fit-due.ts';
import type { NetworkFit } from '../fit-network.ts';
import type { ForecastModel } from '../forecast-model.ts';
import { observedSeries } from '../observed-series.ts';
import type { Series } from '../series.ts';
import type { FitTask } from './fit-worker.ts';

export interface FitterOptions {
  network: Network;
  readings: Pick<ReadingStore, 'window'>;
  /** Where the fit is kept over a restart; `null` to keep none. */
  file: string | null;
  /** Rivers of the shipped prior to leave out, as for a demonstration on one of them; `null` for no prior. */
  priorWithout: readonly string[] | null;
  log: BaseLogger;
}

/** Learns from the store, off the request path. Its model answers at any time, by what was learned last. */
export interface Fitter {
  /** Answers by the last fit; before there is one, by the first model, which needs none. */
  model: ForecastModel;
  /**
   * Fits anew where the record has grown enough since the last fit, holds a flood above all before or had a past filled in, brings the usual levels up to date where a day has passed,
   * and does nothing else. Resolves when what was due is done and `model` answers by it, or was given up for `close`.
   * One at a time: a second call joins the first.
   */
  refresh(now: Instant): Promise<'fitted' | 'levelled' | 'not-due' | 'stopped'>;
  close(): Promise<void>;
}

/** Older readings are not asked for. */
const LONGEST_RECORD_MS = 10 * 365 * DAY_MS;
/** What usual levels are taken from. */
const LEVEL_MS = 31 * DAY_MS;

/** Raised when the form of a fit changes, or what is made of one: an older one is made anew, so that a version names one way of forecasting. */
const FORMAT = 11;

interface Kept {
  fit: NetworkFit;
  levelledAt: Instant;
  /** What it knew of the record of each gauge. */
  known: ReadonlyMap<string, KnownRecord>;
  /** The stations it was fitted for: with others it is of no use. */
  stations: string;
}

export function createFitter({ network, readings, file, priorWithout, log }: FitterOptions): Fitter {
  const stations = [...network.stations.values()];
  const signature = JSON.stringify([FORMAT, stations, priorWithout]);
  const stored = file === null ? null : load(file, log);
  let kept = stored?.stations === signature ? stored : null;
  let current = kept === null ? createFirstModel(network) : createAdlpModel(network, kept.fit);
  let running: ReturnType<Fitter['refresh']> | null = null;
  let worker: Worker | null = null;
  let isEnding = false;

  /** Whether a past was filled in that lies before all that was learned from. */
  const isLonger = async (known: Kept['known'], now: Instant): Promise<boolean> => {
    for (const station of stations) {
      const record = known.get(station.id);
      if (record === undefined) continue;
      const key = { station: station.id, quantity: station.quantity };
      const before = await readings.window(key, now - LONGEST_RECORD_MS, record.first - 1, now);
      if (before.some(isAccepted)) return true;
    }
    return false;
  };

  const observedSince = async (from: Instant, now: Instant): Promise<Map<string, Series>> => {
    const series = new Map<string, Series>();
    for (const station of stations)
      series.set(station.id, await observedSeries(readings, station, from, now, now, setImmediate));
    return series;
  };

  const learn = async (now: Instant): ReturnType<Fitter['refresh']> => {
    const { fittedAt } = kept?.fit ?? { fittedAt: now };
    let isDue = kept === null || now >= grownAt(fittedAt, kept.known) || (await isLonger(kept.known, now));
    if (kept !== null && !isDue && now - kept.levelledAt < DAY_MS) return 'not-due';
    let series = await observedSince(now - (isDue ? LONGEST_RECORD_MS : LEVEL_MS), now);
    if (kept !== null && !isDue && teachesMore(stations, series, kept.known, fittedAt, now)) {
      isDue = true;
      series = await observedSince(now - LONGEST_RECORD_MS, now);
    }
    if (isEnding) return 'stopped';
    const task: FitTask = { stations, series, until: now, priorWithout, keep: isDue ? null : kept!.fit };
    worker = new Worker(new URL('./fit-worker.ts', import.meta.url), { workerData: task });
    const fit = await resultOf(worker);
    worker = null;
    if (fit === null) return 'stopped';
    kept = {
      fit,
      levelledAt: now,
      known: isDue ? knownRecords(stations, series, now) : kept!.known,
      stations: signature,
    };
    current = createAdlpModel(network, fit);
    if (isDue) {
      for (const { id: station, times } of outgrown(fit.experience))
        log.warn({ station, times }, 'it has risen to so many times its bankfullRiseM: mend it in stations.yaml');
    }
    if (file !== null) save(file, kept);
    return isDue ? 'fitted' : 'levelled';
  };

  return {
    model: {
      get version() {
        return current.version;
      },
      historyH: LOOK_BACK_H,
      get reaches() {
        return current.reaches;
      },
      forecast: (inputs) => current.forecast(inputs),
    },
    refresh(now) {
      running ??= learn(now).finally(() => {
        running = null;
      });
      return running;
    },
    async close() {
      isEnding = true;
      await worker?.terminate();
    },
  };
}

/** `null` where it was ended from outside before it was done. */
function resultOf(worker: Worker): Promise<NetworkFit | null> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => resolve(null));
  });
}

/** What was kept can be learned again: a file that a failing disk spoiled must not keep the service from starting. */
function load(file: string, log: BaseLogger): Kept | null {
  if (!existsSync(file)) return null;
  try {
    const kept: Kept = deserialize(readFileSync(file));
    return kept;
  } catch (cause) {
    log.error({ file, cause }, 'what the forecast had learned cannot be read: it learns anew');
    return null;
  }
}

/** Written beside and moved, so that a crash leaves the old one whole. */
function save(file: string, kept: Kept): void {
  writeFileSync(`${file}.new`, serialize(kept));
  renameSync(`${file}.new`, file);
}

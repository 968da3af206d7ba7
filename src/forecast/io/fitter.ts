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
import type { Station } from '../../territory/station.ts';
import { createAdlpModel } from '../adlp-model.ts';
import { LOOK_BACK_H } from '../features.ts';
import { createFirstModel } from '../first-model.ts';
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
   * Fits anew where the record has grown enough since the last fit or a past was filled in, brings the usual levels up to date where a day has passed,
   * and does nothing else. Resolves when what was due is done and `model` answers by it, or was given up for `close`.
   * One at a time: a second call joins the first.
   */
  refresh(now: Instant): Promise<'fitted' | 'levelled' | 'not-due' | 'stopped'>;
  close(): Promise<void>;
}

/** A fit is due when the record has grown by this share, and by a week at least; after a day where it knows a gauge by name alone. */
const GROWTH = 0.25;
const LEAST_GROWTH_MS = 7 * DAY_MS;
/** Older readings are not asked for. */
const LONGEST_RECORD_MS = 10 * 365 * DAY_MS;

/** Raised when the form of a fit changes, or what is made of one: an older one is made anew, so that a version names one way of forecasting. */
const FORMAT = 9;

interface Kept {
  fit: NetworkFit;
  levelledAt: Instant;
  /** When the record of each gauge that it was fitted to began. */
  firsts: ReadonlyMap<string, Instant>;
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
  const isLonger = async (firsts: Kept['firsts'], now: Instant): Promise<boolean> => {
    for (const station of stations) {
      const first = firsts.get(station.id);
      if (first === undefined) continue;
      const key = { station: station.id, quantity: station.quantity };
      const before = await readings.window(key, now - LONGEST_RECORD_MS, first - 1, now);
      if (before.some(isAccepted)) return true;
    }
    return false;
  };

  const learn = async (now: Instant): ReturnType<Fitter['refresh']> => {
    const isDue =
      kept === null || now - kept.fit.fittedAt >= growthMs(kept, stations) || (await isLonger(kept.firsts, now));
    if (kept !== null && !isDue && now - kept.levelledAt < DAY_MS) return 'not-due';
    const from = now - (isDue ? LONGEST_RECORD_MS : 31 * DAY_MS);
    const series = new Map<string, Series>();
    for (const station of stations)
      series.set(station.id, await observedSeries(readings, station, from, now, now, setImmediate));
    if (isEnding) return 'stopped';
    const task: FitTask = { stations, series, until: now, priorWithout, keep: isDue ? null : kept!.fit };
    worker = new Worker(new URL('./fit-worker.ts', import.meta.url), { workerData: task });
    const fit = await resultOf(worker);
    worker = null;
    if (fit === null) return 'stopped';
    kept = { fit, levelledAt: now, firsts: isDue ? firstsOf(series) : kept!.firsts, stations: signature };
    current = createAdlpModel(network, fit);
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

function firstsOf(series: ReadonlyMap<string, Series>): Map<string, Instant> {
  return new Map([...series].flatMap(([id, { times }]) => (times[0] === undefined ? [] : [[id, times[0]] as const])));
}

function growthMs({ fit, firsts }: Kept, stations: readonly Station[]): number {
  const since = Math.min(fit.fittedAt, ...firsts.values());
  const knowsAll = stations.every(({ id }) => fit.scales.has(id));
  return knowsAll ? Math.max(LEAST_GROWTH_MS, GROWTH * (fit.fittedAt - since)) : DAY_MS;
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

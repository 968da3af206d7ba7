import { rmSync } from 'node:fs';
import type { BaseLogger } from 'pino';
import type { Instant } from '../../lib/clock.ts';
import type { ThreadWork } from '../../lib/io/thread-work.ts';
import { DAY_MS, iso, MINUTE_MS } from '../../lib/units.ts';
import type { ReadingStore } from '../../reading/reading-store.ts';
import type { Network } from '../../territory/network.ts';
import type { FitStatus, ForecastModel, LearningProgress } from '../forecast-model.ts';
import { createAdlpModel } from '../issue/adlp-model.ts';
import { createFirstModel } from '../issue/first-model.ts';
import { outgrown } from '../learn/experience.ts';
import { fitBasis } from '../learn/fit-basis.ts';
import { grownAt, teachesMore } from '../learn/fit-due.ts';
import type { NetworkFit } from '../learn/fit-network.ts';
import type { OwnModel } from '../learn/fit-own-model.ts';
import type { Series } from '../observed/series.ts';
import type { FitTask, Learned, Levelled } from './fit-worker.ts';
import { type KeptFit, saveFit } from './kept-fit.ts';
import { LONGEST_RECORD_MS, recordedPast } from './recorded-past.ts';
import { restoreModel } from './restore-model.ts';
import { startFit } from './start-fit.ts';
import { unfinishedUntil } from './unfinished-fit.ts';
import { within } from './within.ts';

export interface FitterOptions {
  network: Network;
  readings: Pick<ReadingStore, 'window'>;
  /** What a fit is made of: throws where that cannot be given whole. A fit of a part would stand for months. */
  whole?: Pick<ReadingStore, 'window'>;
  /** When a past was last imported; `null` for never. */
  importedAt(): Instant | null;
  /** When a person last took readings out of what counts, or back into it; `null` for never. */
  excludedAt?(): Instant | null;
  /** Where the fit is kept over a restart; `null` to keep none. */
  file: string | null;
  /** Rivers of the shipped prior to leave out, as for a demonstration on one of them; `null` for no prior. */
  priorWithout: readonly string[] | null;
  log: BaseLogger;
  /** What learns, in a thread of its own. */
  worker?: URL;
  /** How long the first forecasts wait for what was kept. */
  patienceMs?: number;
}

/** Learns from the store, off the request path. Its model answers at any time, by what was learned last. */
export interface Fitter {
  /** Answers by the last fit; before there is one, by the first model, which needs none. */
  model: ForecastModel;
  /** Resolves when `model` answers by what was kept over the restart, or when that takes too long: what the water shows cannot wait for a sick disk. */
  loaded(): Promise<void>;
  /**
   * Does what is due, and nothing where nothing is. A new fit is due when the record has grown enough, holds a flood higher than
   * any before, had older readings added, or a person took readings out of what counts or back into it. Otherwise, once a day, only the usual levels are brought up to date.
   * Resolves when `model` answers by it, or when `close` ended it. One at a time: a second call joins the first.
   */
  refresh(now: Instant): Promise<'fitted' | 'levelled' | 'not-due' | 'stopped'>;
  status(): FitStatus;
  close(): Promise<void>;
}

/** Usual levels are those of thirty days. */
const LEVEL_MS = 31 * DAY_MS;
/** What was kept of hundreds of gauges is read within some seconds. */
const PATIENCE_KEPT_MS = MINUTE_MS;

export function createFitter(options: FitterOptions): Fitter {
  const { network, readings, whole = readings, importedAt, excludedAt, file, priorWithout, log } = options;
  const stations = [...network.stations.values()];
  const basis = fitBasis(stations, priorWithout);
  const unfinished = file === null ? null : `${file}.unfinished`;
  let kept: KeptFit | null = null;
  let current = createFirstModel(network);
  let running: ReturnType<Fitter['refresh']> | null = null;
  let work: ThreadWork<Learned> | null = null;
  let isEnding = false;
  let saving: Promise<void> | null = null;
  let isFailing = false;
  let learning: LearningProgress | null = null;
  const past = recordedPast(stations, () => isEnding);

  const loading = restoreModel(file, network, basis, log)
    .then((restored) => {
      if (restored !== null) ({ model: current, kept } = restored);
    })
    .catch((cause: unknown) =>
      log.error({ file, err: cause }, 'what the forecast had learned cannot be used: it learns anew'),
    );
  const loaded = within(options.patienceMs ?? PATIENCE_KEPT_MS, loading, () => {
    isFailing = true;
    log.error({ file }, 'what the forecast had learned is still not read: until it is, forecasts are simpler');
    void loading.then(() => {
      isFailing = false;
    });
  });

  const forget = (): void => {
    try {
      if (unfinished !== null) rmSync(unfinished, { force: true });
    } catch (cause) {
      log.warn({ file: unfinished, err: cause }, 'what was kept of a fit under way cannot be removed');
    }
  };

  /** What was kept of a fit that failed may be why it did. */
  const outcomeOf = async ({ outcome }: ThreadWork<Learned>): Promise<Learned | null> => {
    try {
      const learned = await outcome;
      if (learned === null && !isEnding) throw new Error('the fit ended without a result');
      return learned;
    } catch (error) {
      forget();
      throw error;
    }
  };

  const learn = async (now: Instant): ReturnType<Fitter['refresh']> => {
    await loading;
    // Learned under a clock that was ahead, it would be good for as long as that was.
    const good = kept !== null && Math.max(kept.fit.fittedAt, kept.fit.levelledAt) <= now ? kept : null;
    const { fittedAt } = good?.fit ?? { fittedAt: now };
    // An import, an exclusion and its reversal: it had other readings before it.
    const changedAt = Math.max(...[importedAt(), excludedAt?.()].map((each) => each ?? Number.NEGATIVE_INFINITY));
    let isDue =
      good === null ||
      changedAt > fittedAt ||
      now >= grownAt(fittedAt, good.known) ||
      (await past.isLonger(readings, good.known, now));
    if (good !== null && !isDue && now - good.fit.levelledAt < DAY_MS) return 'not-due';
    let recent: Map<string, Series> | null = null;
    if (!isDue) {
      recent = await past.since(readings, now - LEVEL_MS, now);
      isDue = teachesMore(stations, recent, good!.known, fittedAt, now);
    }
    // What was learned of readings that count no more, or without some that do, is not gone on with.
    const since = Math.max(good?.fit.fittedAt ?? Number.NEGATIVE_INFINITY, changedAt);
    const until = (isDue && unfinished !== null ? unfinishedUntil(unfinished, basis, { since, now }) : null) ?? now;
    const series = isDue || recent === null ? await past.since(whole, until - LONGEST_RECORD_MS, until) : recent;
    if (isEnding) return 'stopped';
    const scales = isDue ? null : good!.fit.scales;
    const task: FitTask = {
      stations,
      series,
      until,
      priorWithout,
      scales,
      unfinished: unfinished === null ? null : { file: unfinished, basis },
    };
    const began = performance.now();
    if (isDue) log.info({ gauges: stations.length, until: iso(until) }, 'learning from what this network recorded');
    const local = new Map<string, OwnModel>();
    work = startFit(options.worker, task, (news) => {
      if ('model' in news) local.set(news.station, news.model);
      else if ('notKept' in news)
        log.warn(
          { file: unfinished, err: news.notKept },
          'what is learned of each gauge cannot be kept meanwhile: a restart would begin anew',
        );
      else learning = news;
    });
    const learned = await outcomeOf(work);
    if (learned === null) return 'stopped';
    kept =
      'fit' in learned
        ? { ...learned, fit: { ...learned.fit, local }, basis }
        : { ...good!, fit: levelled(good!.fit, learned) };
    const { fit } = kept;
    current = createAdlpModel(network, fit);
    if (isDue) {
      log.info(
        {
          situations: fit.ownRows,
          gaugesOfTheirOwn: fit.local.size,
          seconds: Math.round((performance.now() - began) / 1000),
        },
        'learned from what this network recorded',
      );
      for (const { id: station, times } of outgrown(fit.experience))
        log.warn({ station, times }, 'it has risen to so many times its bankfullRiseM: mend it in stations.yaml');
    }
    if (file !== null) await (saving = saveFit(file, kept, log));
    if (isDue) forget();
    return isDue ? 'fitted' : 'levelled';
  };

  const learnOrTell = async (now: Instant): ReturnType<Fitter['refresh']> => {
    try {
      const done = await learn(now);
      isFailing = false;
      return done;
    } catch (error) {
      isFailing = true;
      throw error;
    } finally {
      running = null;
      work = null;
      learning = null;
    }
  };

  return {
    model: {
      get version() {
        return current.version;
      },
      get reaches() {
        return current.reaches;
      },
      noiseM: (station) => current.noiseM(station),
      forecast: (inputs) => current.forecast(inputs),
    },
    loaded: () => loaded,
    refresh(now) {
      running ??= learnOrTell(now);
      return running;
    },
    status: () => ({
      fittedAt: kept?.fit.fittedAt ?? null,
      isFailing,
      learning,
      outgrown: kept === null ? [] : outgrown(kept.fit.experience),
    }),
    async close() {
      isEnding = true;
      await loading;
      await work?.end();
      await running?.catch(() => undefined);
      await saving;
    },
  };
}

/** A gauge that was silent for all the time that is looked at keeps the level that was usual before. */
function levelled(fit: NetworkFit, { normals, levelledAt, scales }: Levelled): NetworkFit {
  return {
    ...fit,
    normals: new Map([...fit.normals, ...normals]),
    scales: new Map([...fit.scales, ...scales]),
    levelledAt,
  };
}

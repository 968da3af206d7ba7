import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import { observedSeries } from '../../forecast/observed/observed-series.ts';
import type { Series } from '../../forecast/observed/series.ts';
import type { Clock } from '../../lib/clock.ts';
import { startWork, type ThreadWork } from '../../lib/io/thread-work.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { DAY_MS } from '../../lib/units.ts';
import { rulesFor } from '../../policy/policy.ts';
import type { PolicyStore } from '../../policy/policy-store.ts';
import type { ExclusionStore } from '../../reading/exclusions/exclusion.ts';
import type { ImportStore } from '../../reading/imports/import-store.ts';
import type { ReadingStore } from '../../reading/reading-store.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Network } from '../../territory/network.ts';
import type { Station } from '../../territory/station.ts';
import type { GaugeTuning } from '../../verification/tune/tune-gauge.ts';
import type { TrialState, Tuner, TunerRun, TuningFailure, TypedRule } from '../../verification/tune/tuner.ts';
import type { TuningStore } from '../../verification/tune/tuning-store.ts';
import type { PastAsked } from './past-in-thread.ts';
import type { tryInThread } from './trial-worker.ts';
import type { tuneInThread } from './tuning-worker.ts';

type PastWork = typeof tuneInThread | typeof tryInThread;

export interface TunerParts {
  clock: Clock;
  network: Network;
  communes: ReadonlyMap<string, Pick<Commune, 'watches'>>;
  /** Throws where the past cannot be given whole. */
  readings: Pick<ReadingStore, 'window'>;
  policies: Pick<PolicyStore, 'current'>;
  exclusions: Pick<ExclusionStore, 'inForce'>;
  imports: Pick<ImportStore, 'changedAt'>;
  tuningStore: TuningStore;
  folder: string;
  priorWithout: readonly string[];
  log: Logger;
}

export interface StartedTuner extends Tuner {
  /**
   * Whoever asked has left the page: what the end of the service cut short begins again by itself, once. Not at the start, when the service
   * reads and learns itself and a flood may be waiting, not of a gauge that the commune no longer watches, and not what was asked days ago.
   */
  beginAgain(): void;
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Older readings are not asked for. */
const LONGEST_MS = 15 * 365 * DAY_MS;
/** In fewer days there is nothing to fit to, to choose by and to report on. */
const SHORTEST_MS = 60 * DAY_MS;

/** What was asked longer ago somebody has asked for again, or no longer wants. */
const STILL_WANTED_MS = DAY_MS;

/** Of so many rules that were tried what came of it is kept, in memory. */
const KEPT_TRIALS = 100;

/** What is under way. Somebody may change the rules that a rule is tried beside: then nobody can read any more what comes of it. */
interface UnderWay {
  run: TunerRun;
  isWanted(): boolean;
  ending: AbortController;
  thread: ThreadWork<unknown> | null;
}

/** One run at a time; one that nobody can read any more makes room for the next. A tuning is written down before it starts and when it is over, whatever became of it; a rule that is tried is not. */
export function startTuner(parts: TunerParts): StartedTuner {
  const { clock, tuningStore, policies, exclusions, imports } = parts;
  const trials = new Map<string, TrialState>();
  let now: UnderWay | null = null;
  let settled: Promise<void> = Promise.resolve();
  let isClosed = false;
  try {
    tuningStore.abandon(clock.now(), 'stopped');
  } catch (error) {
    parts.log.error({ err: error }, 'that a tuning was cut short could not be written down');
  }

  /** What a thread makes of the gauge's record, or why it came to nothing. */
  async function replay<W extends PastWork>(
    file: string,
    underWay: UnderWay,
    asked: Omit<Parameters<W>[0], keyof PastAsked>,
  ): Promise<Result<ReturnType<W>, TuningFailure>> {
    const { run, ending } = underWay;
    try {
      const stations = parts.network.basinOf(run.station);
      const gathered = await gather(parts, stations, ending.signal);
      if (ending.signal.aborted) return err('stopped');
      if (!gathered.ok) return gathered;
      const series = gathered.value;
      const own = series.get(run.station)?.times ?? new Float64Array(0);
      if (own.length === 0 || own.at(-1)! - own[0]! < SHORTEST_MS) return err('record-too-short');
      const { folder, priorWithout } = parts;
      const { commune, station } = run;
      const recorded = { stations, series };
      const task = { ...asked, recorded, station, commune, folder, priorWithout };
      const started = startWork<W>(new URL(file, import.meta.url), task, (news) => {
        if ('share' in news) run.share = news.share;
        else
          parts.log.error(
            { err: news.notKept, commune, station },
            'the forecasts that rules are tried on cannot be kept: the next time they are made anew',
          );
      });
      underWay.thread = started;
      const made = await started.outcome;
      if (made !== null) return ok(made);
      if (ending.signal.aborted) return err('stopped');
      throw new Error('the run ended without a result');
    } catch (error) {
      parts.log.error({ err: error, station: run.station }, 'a replay of the past failed');
      return err('error');
    } finally {
      underWay.thread = null;
    }
  }

  const wanted = () => (now?.isWanted() ? now.run : null);

  async function end(underWay: UnderWay | null): Promise<void> {
    underWay?.ending.abort();
    await underWay?.thread?.end();
  }

  function begin(run: TunerRun, isWanted: UnderWay['isWanted'], work: (underWay: UnderWay) => Promise<void>): true {
    const underWay: UnderWay = { run, isWanted, ending: new AbortController(), thread: null };
    const before = [settled, end(now)];
    now = underWay;
    settled = Promise.all(before)
      .then(() => work(underWay))
      .finally(() => {
        if (now === underWay) now = null;
      });
    return true;
  }

  /** On a full disk it cannot be written down: that must not end the service. */
  function note(id: number, outcome: Result<readonly GaugeTuning[], TuningFailure>): void {
    try {
      if (outcome.ok) tuningStore.finish(id, clock.now(), outcome.value);
      else tuningStore.fail(id, clock.now(), outcome.error);
    } catch (error) {
      parts.log.error({ err: error }, 'what became of a tuning could not be written down');
    }
  }

  /** Another day has another record, and so has one whose past was changed; beside other rules in force it would be another answer. */
  function keyOf(typed: TypedRule): string {
    const { commune, station, level, markM, leadTimeH, raiseAt, lowerAt, k, n, minDwellMin } = typed;
    const day = Math.floor(clock.now() / DAY_MS);
    const inForce = rulesFor(policies.current() ?? { rules: [] }, commune, station);
    const record = [day, imports.changedAt(), exclusions.inForce().map(({ id }) => id)];
    return JSON.stringify([record, inForce, level, markM, leadTimeH, raiseAt, lowerAt, k, n, minDwellMin]);
  }

  function start(commune: string, station: string, person: string): boolean {
    const policy = policies.current();
    if (wanted() !== null || !policy) return false;
    const askedAt = clock.now();
    const id = tuningStore.begin({ commune, station, policyVersion: policy.version, askedBy: person, askedAt });
    const run: TunerRun = { commune, station, tries: null, share: 0 };
    return begin(
      run,
      () => true,
      async (underWay) => note(id, await replay<typeof tuneInThread>('./tuning-worker.ts', underWay, { policy })),
    );
  }

  return {
    start,
    beginAgain() {
      try {
        const cut = isClosed ? null : tuningStore.toBeginAgain();
        if (cut === null || clock.now() - cut.askedAt > STILL_WANTED_MS) return;
        const watches = parts.communes.get(cut.commune)?.watches ?? [];
        if (watches.some(({ station }) => station === cut.station)) start(cut.commune, cut.station, cut.askedBy);
      } catch (error) {
        parts.log.error({ err: error }, 'a tuning that was cut short could not be begun again');
      }
    },
    tryRule(typed) {
      const policy = policies.current();
      if (wanted() !== null || !policy) return false;
      const { commune, station, level } = typed;
      const run: TunerRun = { commune, station, tries: level, share: 0 };
      const key = keyOf(typed);
      const running: TrialState = { kind: 'running', run };
      trials.set(key, running);
      const isWanted = () => keyOf(typed) === key;
      return begin(run, isWanted, async (underWay) => {
        const outcome = await replay<typeof tryInThread>('./trial-worker.ts', underWay, { policy, typed });
        const state: TrialState = outcome.ok
          ? { kind: 'done', trial: outcome.value, doneAt: clock.now() }
          : { kind: 'failed', because: outcome.error };
        if (underWay.ending.signal.aborted) {
          // As if it had never been asked for.
          if (trials.get(key) === running) trials.delete(key);
          return;
        }
        trials.set(key, state);
        if (trials.size > KEPT_TRIALS) trials.delete(trials.keys().next().value!);
      });
    },
    trialOf: (typed) => trials.get(keyOf(typed)) ?? null,
    running() {
      const run = wanted();
      return run && { ...run };
    },
    settled: () => settled,
    async close() {
      isClosed = true;
      await end(now);
      await settled;
    },
  };
}

/** Up to the last midnight (UTC): on what came since the forecasts would be made anew for each question of a day, in minutes each time. */
async function gather(
  { clock, readings, log }: TunerParts,
  stations: readonly Station[],
  ending: AbortSignal,
): Promise<Result<Map<string, Series>, TuningFailure>> {
  const now = clock.now();
  const until = Math.floor(now / DAY_MS) * DAY_MS;
  const span = { from: until - LONGEST_MS, to: until, receivedBy: now };
  const pause = () => setImmediate(undefined, { signal: ending });
  const series = new Map<string, Series>();
  for (const station of stations) {
    try {
      series.set(station.id, await observedSeries(readings, station, span, pause));
    } catch (error) {
      if (isGivenUp(error)) return err('stopped');
      log.error({ err: error, station: station.id }, 'the past that is to be replayed cannot be read whole');
      return err('past-unread');
    }
  }
  return ok(series);
}

/** A stop gives up what is asked, also of InfluxDB. */
function isGivenUp(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || isGivenUp(error.cause));
}

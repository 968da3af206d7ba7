import type { Logger } from 'pino';
import { observedSeries } from '../forecast/observed/observed-series.ts';
import type { Series } from '../forecast/observed/series.ts';
import type { Clock } from '../lib/clock.ts';
import { startWork, type ThreadWork } from '../lib/io/thread-work.ts';
import { DAY_MS } from '../lib/units.ts';
import type { PolicyStore } from '../policy/policy-store.ts';
import type { ReadingStore } from '../reading/reading-store.ts';
import { giveWay } from '../store/give-way.ts';
import type { Network } from '../territory/network.ts';
import type { GaugeTuning } from '../verification/tune-gauge.ts';
import type { Tuner } from '../verification/tuner.ts';
import type { TuningStore } from '../verification/tuning-store.ts';
import type { TuningWork, tuneInThread } from './tuning-worker.ts';

export interface TunerParts {
  clock: Clock;
  network: Network;
  readings: Pick<ReadingStore, 'window'>;
  policies: Pick<PolicyStore, 'current'>;
  tuningStore: TuningStore;
  folder: string;
  priorWithout: readonly string[];
  log: Logger;
}

/** Older readings are not asked for. */
const LONGEST_MS = 15 * 365 * DAY_MS;
/** In fewer days there is nothing to fit to, to choose by and to report on. */
const SHORTEST_MS = 60 * DAY_MS;

/** One run at a time; it is written down before it starts and when it is over, whatever became of it. */
export function startTuner(parts: TunerParts): Tuner & { settled(): Promise<void>; close(): Promise<void> } {
  const { clock, tuningStore } = parts;
  let now: { commune: string; station: string; share: number } | null = null;
  let underWay: Promise<void> = Promise.resolve();
  let work: ThreadWork<readonly GaugeTuning[]> | null = null;
  let isEnding = false;
  tuningStore.abandon(clock.now(), 'stopped');

  /** On a full disk it cannot be written down either: that must not end the service. */
  function noteFailed(id: number): void {
    try {
      tuningStore.fail(id, clock.now(), 'error');
    } catch (error) {
      parts.log.error({ err: error }, 'that a tuning failed could not be written down');
    }
  }

  async function run(id: number, task: { commune: string; station: string; share: number }): Promise<void> {
    try {
      const { policies, folder, priorWithout } = parts;
      const series = await gather(parts);
      if (isEnding) return tuningStore.fail(id, clock.now(), 'stopped');
      const own = series.get(task.station)?.times ?? new Float64Array(0);
      if (own.length === 0 || own.at(-1)! - own[0]! < SHORTEST_MS) {
        return tuningStore.fail(id, clock.now(), 'record-too-short');
      }
      const asked: TuningWork = {
        recorded: { stations: [...parts.network.stations.values()], series },
        station: task.station,
        commune: task.commune,
        policy: policies.current()!,
        folder,
        priorWithout,
      };
      work = startWork<typeof tuneInThread>(new URL('./tuning-worker.ts', import.meta.url), asked, (share) => {
        task.share = share;
      });
      const tunings = await work.outcome;
      if (tunings !== null) tuningStore.finish(id, clock.now(), tunings);
      else if (isEnding) tuningStore.fail(id, clock.now(), 'stopped');
      else throw new Error('the run ended without a result');
    } catch (error) {
      parts.log.error({ err: error, station: task.station }, 'tuning failed');
      noteFailed(id);
    } finally {
      work = null;
      now = null;
    }
  }

  return {
    start(commune, station, person) {
      const policy = parts.policies.current();
      if (now !== null || !policy) return false;
      const id = tuningStore.begin({
        commune,
        station,
        policyVersion: policy.version,
        askedBy: person,
        askedAt: clock.now(),
      });
      now = { commune, station, share: 0 };
      underWay = run(id, now);
      return true;
    },
    running: () => now && { ...now },
    settled: () => underWay,
    async close() {
      isEnding = true;
      await work?.end();
      await underWay;
    },
  };
}

/** Up to the last midnight (UTC): on what came since the forecasts would be made anew for each question of a day, in minutes each time. */
async function gather({ clock, network, readings }: TunerParts): Promise<Map<string, Series>> {
  const now = clock.now();
  const until = Math.floor(now / DAY_MS) * DAY_MS;
  const span = { from: until - LONGEST_MS, to: until, receivedBy: now };
  const series = new Map<string, Series>();
  for (const station of network.stations.values()) {
    series.set(station.id, await observedSeries(readings, station, span, giveWay));
  }
  return series;
}

import type { Logger } from 'pino';
import type { AlertEvent } from '../alert/alert.ts';
import { createClockOffTold } from '../alert/clock-off-told.ts';
import type { Config } from '../config/config.ts';
import type { Fitter } from '../forecast/io/fitter.ts';
import { CLOSEST_MS } from '../forecast/observed/no-closer.ts';
import { type Clock, machineClock } from '../lib/clock.ts';
import type { Metrics } from '../lib/metrics.ts';
import type { Exercises } from '../notification/exercise/exercises.ts';
import type { Mailroom } from '../notification/mailroom.ts';
import { createPipeline, type Pipeline } from '../pipeline.ts';
import type { Fetched } from '../reading/intake.ts';
import type { Ingest } from '../reading/message-source.ts';
import type { ShownRejections } from '../reading/reading-store.ts';
import { createSchedule, type Schedule } from '../schedule.ts';
import { isSpoiled } from '../store/sqlite/database.ts';
import { createListening } from './clock/listening.ts';
import { excludeMaintained } from './exclude-maintained.ts';
import type { KeptReadings } from './keep-readings.ts';
import type { OpenStores } from './open-stores.ts';
import type { RecentFaults } from './recent-faults.ts';
import { tellRefused } from './tell-refused.ts';
import { watchPassages } from './watch-passages.ts';
import type { Grounds } from './what-can-be-read.ts';

export interface FlowParts extends Pick<OpenStores, 'stores' | 'readings'> {
  kept: Pick<KeptReadings, 'recent' | 'limits'> & {
    exclusions: Pick<KeptReadings['exclusions'], 'inForce' | 'exclude' | 'finish'>;
  };
  fitter: Pick<Fitter, 'model' | 'loaded'>;
  exercises: Pick<Exercises, 'advance' | 'nextInTurn'>;
  messagesOf: Mailroom['messagesOf'];
  told: Grounds['told'];
  observe(event: AlertEvent): void;
  turn(): Promise<void>;
  atomically(work: () => void): void;
  failed(place: string, error: unknown): void;
  /** What was refused of late, or `null`, as pages are shown it. */
  refused: ShownRejections['recent'];
  clock: Clock;
  /** Whoever moves the clock says when all readings of a moment are in. */
  isReplay: boolean;
  metrics: Metrics;
  faults: Pick<RecentFaults, 'note' | 'during'>;
  log: Logger;
}

/** The flow, and when it runs. */
export interface Flow extends Pick<Pipeline, 'act'> {
  schedule: Schedule;
  ingest: Ingest;
  ingestFetched(fetched: Fetched): Promise<void>;
  passTime(): void;
  /** Resolves when nothing is being assessed, nor anything brought by the passing of time. */
  settled(): Promise<void>;
}

const GATHER_MS = 50;

/** Readings in, levels and messages out: what fails on the way is counted, told and goes no further. */
export function startFlow(
  { network, communes, devices, instance }: Pick<Config, 'network' | 'communes' | 'devices' | 'instance'>,
  parts: AsyncDisposableStack,
  { stores, readings, kept, fitter, clock, isReplay, failed, refused, metrics, faults, log, ...own }: FlowParts,
): Flow {
  const pipeline = createPipeline({
    ...stores,
    ...tellRefused({ ...stores, readings }, log, machineClock, (station) => metrics.framesNotKept.inc({ station })),
    ...own,
    clock,
    clockOffTold: createClockOffTold(refused, devices),
    listening: createListening(clock, isReplay ? clock.now : () => performance.now()),
    network,
    acceptSimulated: instance.kind !== 'operational',
    model: () => fitter.model,
    recent: kept.recent,
    devices,
    limits: kept.limits,
    excluding: kept.exclusions.inForce,
    isSpoiled,
    failed,
  });
  const { exclusions } = kept;
  const excludeOver = excludeMaintained({ ...stores, ...own, communes, exclusions, clock, failed });
  const passages = watchPassages({ network, clock, recent: kept.recent, policies: stores.policies });
  const schedule = createSchedule(
    network,
    communes,
    (each) =>
      faults.during('assessing', async () => {
        await fitter.loaded();
        passages.judged(each);
        await excludeOver().catch((error: unknown) => failed('round', error));
        const notJudged = await pipeline.assess(each).catch((error: unknown) => {
          failed('round', error);
          return each;
        });
        passages.forget(notJudged);
      }),
    isReplay ? null : { gatherMs: GATHER_MS, leastMs: CLOSEST_MS, cannotWait: passages.isNew },
  );
  parts.defer(() => schedule.settled());
  let passing = Promise.resolve();
  parts.defer(() => passing);
  /** Whoever sent it is not told yes, and logs it. */
  const notStored = (error: unknown): never => {
    metrics.ingestFailures.inc();
    faults.note('storing');
    throw error;
  };
  return {
    act: pipeline.act,
    schedule,
    async ingest(batch) {
      metrics.messages.inc(batch.length);
      schedule.stored(await pipeline.ingest(batch).catch(notStored));
    },
    async ingestFetched(fetched) {
      const stations = await pipeline.ingestFetched(fetched).catch(notStored);
      if (fetched.byPerson) schedule.changed(stations);
      else schedule.stored(stations);
    },
    passTime() {
      passing = passing
        .then(() => pipeline.passTime([...communes.values()]))
        .catch((error: unknown) => failed('round', error));
    },
    async settled() {
      await schedule.settled();
      await passing;
    },
  };
}

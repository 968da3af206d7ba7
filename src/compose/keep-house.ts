import type { Logger } from 'pino';
import type { PlayedTime } from '../alert/played-times.ts';
import type { Config } from '../config/config.ts';
import { type Clock, machineClock } from '../lib/clock.ts';
import type { Metrics } from '../lib/metrics.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/units.ts';
import type { OutdatedBrowsers } from '../notification/residents/outdated-browsers.ts';
import { CONFIRMABLE_MS } from '../people/subscription.ts';
import type { LearntLimits } from '../reading/quality/learnt-limits.ts';
import type { ReadingStore } from '../reading/reading-store.ts';
import { diskSpace } from '../store/disk-space.ts';
import type { SpooledReadingStore } from '../store/spooled-readings.ts';
import { type Database, databaseIn } from '../store/sqlite/database.ts';
import { keepRoom } from '../store/sqlite/keep-room.ts';
import { forgetAside } from '../store/sqlite/mend-database.ts';
import { createRetention } from '../store/sqlite/retention.ts';
import { sealRecord } from '../store/sqlite/seal.ts';
import type { SqliteStores } from '../store/sqlite/stores.ts';
import { watchRules } from '../verification/watch/watch-rules.ts';
import { type Again, type Pause, startDaily } from './daily.ts';
import { forgetMailboxes } from './forget-mailboxes.ts';
import { keepFindings } from './keep-findings.ts';
import { removeOld } from './remove-old.ts';
import { tellOutdated } from './tell-outdated.ts';

/** What came of them stands with the messages; a gateway reports within days. */
const REPORTS_DAYS = 30;
/** Whoever misses something has looked for it by then. */
const ASIDE_DAYS = 30;

export interface HouseParts {
  db: Database;
  stores: SqliteStores;
  readings: ReadingStore;
  spooled: Pick<SpooledReadingStore, 'sendForgotten' | 'strange'> | null;
  limits: Pick<LearntLimits, 'learn'>;
  outdatedBrowsers: Pick<OutdatedBrowsers, 'count' | 'exchange' | 'forget'>;
  /** While the installation was an exercise. */
  played: readonly PlayedTime[];
  atomically(work: () => void): void;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
}

/** Once a day what is not kept goes, raw frames are forgotten, each gauge's limits are learnt anew from its own record, and what is on record is sealed. */
export function keepHouse(
  { network, communes, keepDays, keepRawFramesDays, dataFolder }: Config,
  parts: AsyncDisposableStack,
  { db, stores, readings, spooled, limits, outdatedBrowsers, played, atomically, clock, metrics, log }: HouseParts,
): void {
  const notRemoved = (error: unknown): void => {
    metrics.retentionFailures.inc();
    log.error({ err: error }, 'what is no longer kept could not be removed');
  };
  const daily = (
    failed: string,
    work: (pause: Pause) => Promise<void>,
    { failures = metrics.upkeepFailures, again }: { failures?: typeof metrics.upkeepFailures; again?: Again } = {},
  ) => {
    const tell = (error: unknown) => {
      failures.inc();
      log.error({ err: error }, failed);
    };
    parts.defer(startDaily(work, tell, again));
  };
  const retention = createRetention(db, network, keepDays, notRemoved);
  parts.defer(
    startDaily(async (pause) => {
      const removed = await removeOld(retention, { readings, network }, clock.now(), notRemoved, pause);
      metrics.removed.inc({ what: 'reading' }, removed.readings);
      metrics.removed.inc({ what: 'forecast' }, removed.forecasts);
      metrics.removed.inc({ what: 'paths' }, removed.paths);
    }, notRemoved),
  );
  daily('no room could be kept for a full disk', async (pause) => {
    const { freeBytes, isLow } = diskSpace(dataFolder);
    if (isLow) log.error({ freeBytes }, 'the disk of the data folder is nearly full: make room');
    await keepRoom(db, pause);
  });
  daily(
    'raw frames could not be forgotten',
    async () => void stores.frames.forget(clock.now() - keepRawFramesDays * DAY_MS),
  );
  daily(
    'delivery reports could not be forgotten',
    async () => void stores.reportStore.forget(machineClock.now() - REPORTS_DAYS * DAY_MS),
  );
  daily('a damaged database that was kept aside could not be removed', async () =>
    forgetAside(databaseIn(dataFolder), machineClock.now() - ASIDE_DAYS * DAY_MS),
  );
  // Where nobody asks any more, or the form is offered no more, no next request forgets them.
  daily(
    'requests that nobody confirmed could not be forgotten',
    async () => void stores.subscriptions.forgetUnconfirmed(clock.now() - CONFIRMABLE_MS),
  );
  daily('browsers of an earlier key could not be counted', async () =>
    tellOutdated(outdatedBrowsers, [...communes.keys()], { metrics, log }),
  );
  daily('mailboxes that are gone could not be forgotten', (pause) =>
    forgetMailboxes([...communes.keys()], { ...stores, clock, atomically, metrics, log }, pause),
  );
  daily('the limits of a gauge could not be learnt', (pause) => limits.learn(clock.now(), pause));
  daily('what is on record could not be sealed', async () =>
    log.info({ seal: await sealRecord(db) }, 'this stands for all that is on record: amont seal --check'),
  );
  const gauges = [...network.stations.values()].map(({ id, quantity }) => ({ station: id, quantity }));
  if (spooled !== null) {
    // After a power cut both start together, and InfluxDB may take the longer: it is not left unasked for a day, nor told as a failure at once.
    const withinTheHour = { again: { soonMs: 10 * MINUTE_MS, laterMs: HOUR_MS } };
    const notWhole = (why: string) =>
      new Error(`InfluxDB was not compared for every gauge, which is tried again within the hour: ${why}`);
    daily(
      'what InfluxDB has forgotten could not be sent again',
      async (pause) => {
        const { found: forgotten, lacking } = await spooled.sendForgotten(gauges, clock.now(), pause);
        if (forgotten > 0)
          log.error(
            { forgotten },
            'InfluxDB had said yes to readings and has forgotten them, as after a full disk, a crash, an older backup of its own or with another default retention policy: those of the last week are sent again (for older ones: migrate-readings --from sqlite --to influx)',
          );
        if (lacking !== null) throw notWhole(lacking);
      },
      withinTheHour,
    );
    daily(
      'whether another service writes into the same InfluxDB could not be looked at',
      async (pause) => {
        const { found: strange, lacking } = await spooled.strange(gauges, clock.now(), pause);
        if (strange.length > 0) {
          metrics.upkeepFailures.inc();
          log.error(
            { gauges: strange },
            'InfluxDB holds readings of the last week that were never stored here: another service writes into the same database (give each one of its own), or an older backup was restored here (migrate-readings --from influx --to sqlite brings them back)',
          );
        }
        if (lacking !== null) throw notWhole(lacking);
      },
      withinTheHour,
    );
  }
  const compare = async (pause: Pause) => {
    const now = clock.now();
    keepFindings(stores, await watchRules({ ...stores, network, communes, readings, played }, now, pause), now);
  };
  daily('rules could not be compared with what happened', compare, { failures: metrics.watchFailures });
}

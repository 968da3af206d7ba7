import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { Clock } from '../lib/clock.ts';
import { tellSparingly } from '../lib/io/tell-sparingly.ts';
import type { Metrics } from '../lib/metrics.ts';
import { ok, type Result } from '../lib/result.ts';
import { MINUTE_MS } from '../lib/units.ts';
import { lackingRules, otherMarks } from '../policy/extend-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { ReadingStore } from '../reading/reading-store.ts';
import { createSpooledReadingStore, type SpooledReadingStore } from '../store/spooled-readings.ts';
import { type Database, databaseIn, openDatabase } from '../store/sqlite/database.ts';
import { keepFirstPage } from '../store/sqlite/first-page.ts';
import { holdFolder } from '../store/sqlite/hold-folder.ts';
import { createSpool } from '../store/sqlite/spool.ts';
import { createSqliteStores, type SqliteStores } from '../store/sqlite/stores.ts';
import { inSightMs } from '../territory/station.ts';
import type { Failures } from './tell-failures.ts';

export interface OpenStores {
  db: Database;
  stores: SqliteStores;
  /** In the embedded database, or through a spool in it in InfluxDB too. */
  readings: ReadingStore;
  spooled: SpooledReadingStore | null;
}

/** Opens what is remembered and writes the first policy; `parts` closes it again. */
export async function openStores(
  config: Config,
  parts: AsyncDisposableStack,
  { clock, metrics, log, failures }: { clock: Clock; metrics: Metrics; log: Logger; failures: Failures },
): Promise<Result<OpenStores, string>> {
  const held = holdFolder(config.dataFolder);
  if (!held.ok) return held;
  parts.adopt(held.value, (lock) => void lock.close());
  const file = databaseIn(config.dataFolder);
  const made = await openDatabase(file, () =>
    log.info(
      { file },
      'the database is of an older version and is brought up to date first: with years of messages that takes minutes',
    ),
  );
  if (!made.ok) return made;
  made.value.close();
  try {
    keepFirstPage(file);
  } catch (error) {
    log.warn({ err: error }, 'the first page of the database was not kept aside: all is lost where the disk spoils it');
  }
  const opened = await openDatabase(file);
  if (!opened.ok) return opened;
  const db = parts.adopt(opened.value, (each) => void each.close());
  const stores = createSqliteStores(db, failures.failed, failures.notShown);
  const policy = stores.policies.current();
  if (policy === null) seedPolicy(config, clock, stores);
  else extendPolicy(policy, config, clock, stores, log);
  if (config.store.readings === 'sqlite') {
    createSpool(db).aim(null);
    const readings = parts.adopt(stores.readings, (each) => each.close());
    return ok({ db, stores, readings, spooled: null });
  }
  const faultLog = tellSparingly(log);
  let isTold = false;
  const notTaken = (error: unknown) => {
    metrics.spoolFailures.inc();
    isTold = faultLog.error({ err: error }, 'InfluxDB was not given its readings, or could not be asked') || isTold;
  };
  // Of one that fails at every other request neither is told each time.
  const takesAgain = (afterMs: number, waiting: number) => {
    const about = { afterS: Math.round(afterMs / 1_000), waiting };
    if (isTold || afterMs >= MINUTE_MS) log.info(about, 'InfluxDB takes readings again');
    isTold = false;
  };
  const missedAfterMs = (id: string) => {
    const station = config.network.stations.get(id);
    return station === undefined ? 0 : inSightMs(station);
  };
  const spooled = createSpooledReadingStore(db, config.store.influx, notTaken, { missedAfterMs, takesAgain });
  parts.defer(() => spooled.close());
  metrics.watchSpool(spooled.status);
  return ok({ db, stores, readings: spooled, spooled });
}

/** The policy in `config/` is only the first version: later ones are made by named persons, with a reason. */
function seedPolicy(config: Config, clock: Clock, stores: SqliteStores): void {
  const { author, reason, rules } = config.policySeed;
  const createdAt = clock.now();
  const entry = {
    at: createdAt,
    actor: { service: true },
    action: 'policy.seeded',
    commune: null,
    detail: { author },
  } as const;
  stores.policies.append({ author, reason, createdAt, rules }, entry);
}

/** A commune or gauge that is new in `config/` gets the rules written there; those in force stay as they are, and where their mark is another it is said. */
function extendPolicy(policy: Policy, config: Config, clock: Clock, stores: SqliteStores, log: Logger): void {
  const { author, reason, rules } = config.policySeed;
  for (const { inForce, configuredM } of otherMarks(policy, rules)) {
    const { commune, station, level: mark, markM } = inForce;
    // Not as `level`, which is the line's own: by that a warning is looked for.
    log.warn(
      { commune, station, mark, markM, configuredM },
      'the mark in force is not the one in communes.yaml: staff change it',
    );
  }
  const lacking = lackingRules(policy, rules);
  if (lacking.length === 0) return;
  const places = [...new Set(lacking.map(({ commune, station }) => `${commune}/${station}`))];
  const createdAt = clock.now();
  const detail = { author, fromVersion: policy.version, places };
  const entry = { at: createdAt, actor: { service: true }, action: 'policy.extended', commune: null, detail } as const;
  stores.policies.append({ author, reason, createdAt, rules: [...policy.rules, ...lacking] }, entry);
  log.warn({ places }, 'new in communes.yaml: they are watched by the rules of policy.yaml from now on');
}

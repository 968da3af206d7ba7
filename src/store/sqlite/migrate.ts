import type BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration';
import { firstSchema } from './migrations/001-first-schema.ts';
import { spoolAndRetention } from './migrations/002-spool-and-retention.ts';
import { devices } from './migrations/003-devices.ts';
import { quietHours } from './migrations/004-quiet-hours.ts';
import { suppressionsAndExercises } from './migrations/005-suppressions-and-exercises.ts';
import { tuning } from './migrations/006-tuning.ts';
import { logAndTruth } from './migrations/007-log-and-truth.ts';
import { endedSessions } from './migrations/008-ended-sessions.ts';
import { pathsAndExplanations } from './migrations/009-paths-and-explanations.ts';
import { packedPaths } from './migrations/010-packed-paths.ts';
import { imports } from './migrations/011-imports.ts';
import { testMessages } from './migrations/012-test-messages.ts';
import { outboxLanes } from './migrations/013-lanes.ts';
import { undeliverable } from './migrations/014-undeliverable.ts';
import { outboxCounts } from './migrations/015-outbox-counts.ts';
import { textsLane } from './migrations/016-texts-lane.ts';
import { phones } from './migrations/017-phones.ts';
import { browsersAndMachines } from './migrations/018-browsers-and-machines.ts';
import { officialWarnings } from './migrations/019-official-warnings.ts';
import { outboxOfMachine } from './migrations/020-outbox-of-machine.ts';
import { officialPlaces } from './migrations/021-official-places.ts';
import { clockSteps } from './migrations/022-clock-steps.ts';
import { recordByAction } from './migrations/023-record-by-action.ts';
import { deliveryReports } from './migrations/024-delivery-reports.ts';
import { sightsLane } from './migrations/025-sights-lane.ts';
import { contactsReached } from './migrations/026-contacts-reached.ts';
import { readingsWritten } from './migrations/027-readings-written.ts';
import { testsLanes } from './migrations/028-tests-lanes.ts';
import { waitingByCommune } from './migrations/029-waiting-by-commune.ts';
import { secondFactor } from './migrations/030-second-factor.ts';

/** By name, in order: the statements of each. Forward only: a released migration is never edited, only followed by the next. */
const migrations: Readonly<Record<string, readonly string[]>> = {
  '001-first-schema': firstSchema,
  '002-spool-and-retention': spoolAndRetention,
  '003-devices': devices,
  '004-quiet-hours': quietHours,
  '005-suppressions-and-exercises': suppressionsAndExercises,
  '006-tuning': tuning,
  '007-log-and-truth': logAndTruth,
  '008-ended-sessions': endedSessions,
  '009-paths-and-explanations': pathsAndExplanations,
  '010-packed-paths': packedPaths,
  '011-imports': imports,
  '012-test-messages': testMessages,
  '013-lanes': outboxLanes,
  '014-undeliverable': undeliverable,
  '015-outbox-counts': outboxCounts,
  '016-texts-lane': textsLane,
  '017-phones': phones,
  '018-browsers-and-machines': browsersAndMachines,
  '019-official-warnings': officialWarnings,
  '020-outbox-of-machine': outboxOfMachine,
  '021-official-places': officialPlaces,
  '022-clock-steps': clockSteps,
  '023-record-by-action': recordByAction,
  '024-delivery-reports': deliveryReports,
  '025-sights-lane': sightsLane,
  '026-contacts-reached': contactsReached,
  '027-readings-written': readingsWritten,
  '028-tests-lanes': testsLanes,
  '029-waiting-by-commune': waitingByCommune,
  '030-second-factor': secondFactor,
};

const runs = Object.fromEntries(
  Object.entries(migrations).map(([name, statements]): [string, Migration] => [
    name,
    {
      async up(kysely) {
        for (const statement of statements) await sql.raw(statement).execute(kysely);
      },
    },
  ]),
);

/** Brings the schema up to date; does nothing where it is. */
export async function migrate(db: BetterSqlite3.Database): Promise<void> {
  // Not destroyed: that would close the database, which the caller owns.
  const kysely = new Kysely<unknown>({ dialect: new SqliteDialect({ database: db }) });
  const migrator = new Migrator({
    db: kysely,
    provider: { getMigrations: async () => runs },
    disableTransactions: true,
  });
  // Kysely's own BEGIN takes the write lock too late: of two processes that start on a new file the second would fail.
  db.exec('BEGIN IMMEDIATE');
  const { error } = await migrator.migrateToLatest();
  if (!error) db.exec('COMMIT');
  else {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** Migrations that this database has seen and this version of the service does not know: it was written by a newer one. */
export function unknownMigrations(db: BetterSqlite3.Database): string[] {
  return seenBy(db).filter((name) => !Object.hasOwn(migrations, name));
}

/** Whether an older version wrote it, and this one would change its schema; a new one is not of any. */
export function isOfOlderVersion(db: BetterSqlite3.Database): boolean {
  const seen = seenBy(db);
  return seen.length > 0 && Object.keys(migrations).some((name) => !seen.includes(name));
}

function seenBy(db: BetterSqlite3.Database): string[] {
  const table = db
    .prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`)
    .get(DEFAULT_MIGRATION_TABLE);
  if (!table) return [];
  return db.prepare<[], string>(`SELECT name FROM ${DEFAULT_MIGRATION_TABLE} ORDER BY name`).pluck().all();
}

import { createSqliteAccountStore } from './accounts.ts';
import { createSqliteClockSteps } from './clock-steps.ts';
import type { Database } from './database.ts';
import { createSqliteDecisionStore } from './decisions.ts';
import { createSqliteDeviceHealthStore } from './device-health.ts';
import { createSqliteEndedSessions } from './ended-sessions.ts';
import { createSqliteExclusionStore } from './exclusions.ts';
import { createSqliteExerciseStore } from './exercises.ts';
import { createSqliteForecastStore } from './forecasts.ts';
import { createSqliteImportStore } from './imports.ts';
import { createSqliteJournal } from './journal.ts';
import { createSqliteLogBook } from './log-book.ts';
import { createSqliteOfficialStore } from './official-warnings.ts';
import { createSqlitePolicyStore } from './policies.ts';
import { createSqliteRawFrameStore } from './raw-frames.ts';
import { type Damaged, notGoingOn } from './readable-events.ts';
import { createSqliteReadingStore } from './readings.ts';
import { createReceivedAfter } from './received-after.ts';
import { createSqliteRecordBook } from './record.ts';
import { createSqliteRejectionStore } from './rejections.ts';
import { createSqliteReportStore } from './reports.ts';
import { createSqliteStatementStore } from './statements.ts';
import { createSqliteSubscriptionStore } from './subscriptions.ts';
import { createSqliteSuppressionStore } from './suppressions.ts';
import { createSqliteToldStore } from './told.ts';
import { createSqliteTruthStore } from './truth-answers.ts';
import { createSqliteTuningStore } from './tuning.ts';

/** Every store of the embedded database. They share it: close the database, after all of them are done. */
export function createSqliteStores(db: Database, damaged: Damaged = notGoingOn, notShown: Damaged = damaged) {
  return {
    readings: createSqliteReadingStore(db),
    held: createReceivedAfter(db),
    clockSteps: createSqliteClockSteps(db),
    rejections: createSqliteRejectionStore(db),
    officialStore: createSqliteOfficialStore(db),
    frames: createSqliteRawFrameStore(db),
    deviceHealth: createSqliteDeviceHealthStore(db),
    exclusions: createSqliteExclusionStore(db),
    imports: createSqliteImportStore(db),
    forecasts: createSqliteForecastStore(db),
    policies: createSqlitePolicyStore(db),
    journal: createSqliteJournal(db, damaged),
    decisions: createSqliteDecisionStore(db, notShown),
    accounts: createSqliteAccountStore(db),
    endedSessions: createSqliteEndedSessions(db),
    subscriptions: createSqliteSubscriptionStore(db),
    record: createSqliteRecordBook(db),
    reportStore: createSqliteReportStore(db),
    exerciseStore: createSqliteExerciseStore(db, damaged, notShown),
    suppressionStore: createSqliteSuppressionStore(db),
    logBook: createSqliteLogBook(db),
    tuningStore: createSqliteTuningStore(db),
    told: createSqliteToldStore(db),
    truth: createSqliteTruthStore(db),
    statements: createSqliteStatementStore(db),
  };
}

export type SqliteStores = ReturnType<typeof createSqliteStores>;

import { appendOnly } from '../append-only.ts';

/** Runs of tuning over the past, what was promised when a policy was accepted, and what the watch found. */
export const tuning = [
  `CREATE TABLE tuning_run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    commune TEXT NOT NULL,
    station TEXT NOT NULL,
    policy_version INTEGER NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    done_at INTEGER,
    failure TEXT,
    tunings TEXT
  ) STRICT`,
  'CREATE INDEX tuning_run_of ON tuning_run (commune, station, id)',
  'CREATE INDEX tuning_run_done ON tuning_run (done_at)',
  `CREATE TABLE policy_effect (
    version INTEGER NOT NULL REFERENCES policy (version),
    effect TEXT NOT NULL,
    PRIMARY KEY (version)
  ) STRICT, WITHOUT ROWID`,
  ...appendOnly('policy_effect'),
  `CREATE TABLE watch_finding (
    commune TEXT NOT NULL,
    station TEXT NOT NULL,
    level TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    finding TEXT NOT NULL,
    PRIMARY KEY (commune, station, level, kind)
  ) STRICT, WITHOUT ROWID`,
];

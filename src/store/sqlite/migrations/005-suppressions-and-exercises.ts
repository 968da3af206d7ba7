import { appendOnly } from '../append-only.ts';

/** What people say of gauges for a time, and exercises. */
export const suppressionsAndExercises = [
  `CREATE TABLE suppression (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    station TEXT NOT NULL,
    kind TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    person TEXT NOT NULL,
    ended TEXT
  ) STRICT`,
  'CREATE INDEX suppression_station ON suppression (station, id)',
  'CREATE INDEX suppression_open ON suppression (until_at) WHERE ended IS NULL',
  // Tables of their own: nothing that reads real alerts, truth or scores can come across an exercise.
  'CREATE TABLE exercise (commune TEXT PRIMARY KEY, exercise TEXT NOT NULL) STRICT, WITHOUT ROWID',
  `CREATE TABLE exercise_event (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    commune TEXT NOT NULL,
    event TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX exercise_event_commune ON exercise_event (commune, number)',
  ...appendOnly('exercise_event'),
];

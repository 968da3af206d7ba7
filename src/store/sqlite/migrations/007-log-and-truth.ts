import { appendOnly } from '../append-only.ts';

/** The log of an event, and what people say came true. */
export const logAndTruth = [
  // The pair is unique so that an entry can only follow up one of its own commune.
  `CREATE TABLE log_entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    commune TEXT NOT NULL,
    alert TEXT,
    at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('decision', 'observation')),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    follows INTEGER CHECK (follows < id),
    UNIQUE (commune, id),
    FOREIGN KEY (commune, follows) REFERENCES log_entry (commune, id)
  ) STRICT`,
  'CREATE INDEX log_entry_alert ON log_entry (commune, alert, id)',
  'CREATE INDEX log_entry_moment ON log_entry (commune, at, id)',
  `CREATE TABLE truth_answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event TEXT NOT NULL,
    commune TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL CHECK (to_at >= from_at),
    flooded TEXT NOT NULL CHECK (flooded IN ('yes', 'no', 'not-known')),
    reached TEXT CHECK ((reached IS NOT NULL) = (flooded = 'yes')),
    passed_at INTEGER,
    place TEXT NOT NULL CHECK (length(place) <= 500),
    note TEXT NOT NULL CHECK (length(note) <= 1000),
    person TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT`,
  'CREATE INDEX truth_answer_commune ON truth_answer (commune, id)',
  ...appendOnly('log_entry'),
  ...appendOnly('truth_answer'),
];

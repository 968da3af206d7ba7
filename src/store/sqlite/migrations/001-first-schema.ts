import { appendOnly } from '../append-only.ts';

/** Real columns for what is queried, JSON for what is only kept. STRICT, so that a wrong type is refused and not converted. */
export const firstSchema = [
  // Series have a number so that a station's name is not repeated in every row of the one table that grows.
  `CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    station TEXT NOT NULL,
    quantity TEXT NOT NULL,
    UNIQUE (station, quantity)
  ) STRICT`,
  // Clustered on its key: a window is one range of neighbouring pages, however large the table has grown.
  `CREATE TABLE reading (
    series INTEGER NOT NULL REFERENCES series (id),
    observed_at INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    value REAL NOT NULL CHECK (value > -9e999 AND value < 9e999),
    received_at INTEGER NOT NULL,
    quality TEXT NOT NULL,
    tests TEXT NOT NULL,
    PRIMARY KEY (series, observed_at, revision)
  ) STRICT, WITHOUT ROWID`,

  `CREATE TABLE rejection (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    received_at INTEGER NOT NULL,
    topic TEXT NOT NULL,
    payload TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL
  ) STRICT`,
  `CREATE TABLE rejection_count (reason TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID`,

  `CREATE TABLE forecast (
    station TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    summary TEXT NOT NULL,
    PRIMARY KEY (station, issued_at)
  ) STRICT`,

  `CREATE TABLE commune_state (commune TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE alert_event (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    commune TEXT NOT NULL,
    alert TEXT,
    at INTEGER NOT NULL,
    event TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX alert_event_commune ON alert_event (commune, number)`,
  `CREATE INDEX alert_event_alert ON alert_event (alert, number)`,
  `CREATE TABLE decision (
    number INTEGER PRIMARY KEY,
    commune TEXT NOT NULL,
    station TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    decision TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX decision_moment ON decision (commune, station, issued_at, number)`,
  `CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    event TEXT NOT NULL,
    commune TEXT NOT NULL,
    recipient_kind TEXT NOT NULL CHECK (recipient_kind IN ('contact', 'subscription', 'unconfirmed')),
    recipient_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending',
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER DEFAULT 0,
    last_error TEXT,
    sent_at INTEGER,
    provider_id TEXT,
    drop_reason TEXT,
    CHECK (
      status = 'pending' AND next_attempt_at IS NOT NULL
      OR status = 'sent' AND sent_at IS NOT NULL
      OR status = 'dropped' AND drop_reason IS NOT NULL
    )
  ) STRICT`,
  `CREATE INDEX outbox_pending ON outbox (number) WHERE status = 'pending'`,
  `CREATE INDEX outbox_commune ON outbox (commune, number)`,
  `CREATE INDEX outbox_status ON outbox (status)`,

  `CREATE TABLE policy (
    version INTEGER PRIMARY KEY,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    rules TEXT NOT NULL
  ) STRICT`,

  // person NULL: the service itself.
  `CREATE TABLE record (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    person TEXT,
    action TEXT NOT NULL,
    commune TEXT,
    detail TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX record_commune ON record (commune, id)`,

  `CREATE TABLE account (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    communes TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE subscription (
    id TEXT PRIMARY KEY,
    commune TEXT NOT NULL,
    email TEXT NOT NULL COLLATE NOCASE,
    language TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    confirm_token_hash TEXT NOT NULL UNIQUE,
    UNIQUE (commune, email)
  ) STRICT, WITHOUT ROWID`,
  ...['record', 'alert_event', 'policy'].flatMap((table) => appendOnly(table)),
];

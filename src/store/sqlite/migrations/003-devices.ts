/** What mapped devices sent and how they do, and readings that a person excludes. */
export const devices = [
  // The payload as bytes: a mapping is tried on what really came, valid text or not.
  `CREATE TABLE raw_frame (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    station TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    topic TEXT NOT NULL,
    payload BLOB NOT NULL
  ) STRICT`,
  'CREATE INDEX raw_frame_station ON raw_frame (station, id)',
  'CREATE INDEX raw_frame_age ON raw_frame (received_at)',
  'CREATE TABLE device_state (station TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID',
  `CREATE TABLE exclusion (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    station TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER,
    reason TEXT NOT NULL,
    person TEXT NOT NULL,
    at INTEGER NOT NULL,
    reversal TEXT
  ) STRICT`,
  'CREATE INDEX exclusion_station ON exclusion (station, id)',
  'CREATE INDEX exclusion_in_force ON exclusion (id) WHERE reversal IS NULL',
];

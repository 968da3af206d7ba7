/** Every import of a past, and what it said, so that it can be taken back. */
export const imports = [
  `CREATE TABLE import (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    station TEXT NOT NULL,
    quantity TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    file TEXT NOT NULL,
    options TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    rows TEXT,
    taken_back TEXT,
    done_at INTEGER,
    removed INTEGER NOT NULL DEFAULT 0,
    restored INTEGER NOT NULL DEFAULT 0,
    changed_at INTEGER NOT NULL
  ) STRICT`,
  'CREATE INDEX import_station ON import (station, id)',
  'CREATE INDEX import_unfinished ON import (done_at) WHERE taken_back IS NOT NULL',
  // Which import said what. Import 0 is everybody else, where they say what an import had said before.
  `CREATE TABLE import_row (
    series INTEGER NOT NULL REFERENCES series (id),
    observed_at INTEGER NOT NULL,
    value REAL NOT NULL,
    import INTEGER NOT NULL,
    wrote INTEGER NOT NULL,
    PRIMARY KEY (series, observed_at, value, import)
  ) STRICT, WITHOUT ROWID`,
];

export const spoolAndRetention = [
  // The InfluxDB that is to hold every reading; no row: none is wanted, and nothing is spooled.
  'CREATE TABLE spool_target (id INTEGER PRIMARY KEY CHECK (id = 1), target TEXT NOT NULL) STRICT',
  // AUTOINCREMENT: a number is never given twice, so deleting "up to the last one sent" cannot hit a newer reading.
  `CREATE TABLE spool (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    series INTEGER NOT NULL,
    observed_at INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    refused TEXT
  ) STRICT`,
  'CREATE INDEX spool_waiting ON spool (number) WHERE refused IS NULL',
  'CREATE INDEX spool_refused ON spool (number) WHERE refused IS NOT NULL',
  'CREATE INDEX spool_reading ON spool (series, observed_at)',
  // A trigger, so that whoever writes a reading (service, import, command line) also spools it, in the same transaction.
  `CREATE TRIGGER spool_every_reading AFTER INSERT ON reading WHEN EXISTS (SELECT 1 FROM spool_target)
    BEGIN INSERT INTO spool (series, observed_at, revision) VALUES (NEW.series, NEW.observed_at, NEW.revision); END`,
  // Before this instant readings have been thinned out.
  'CREATE TABLE thinned (id INTEGER PRIMARY KEY CHECK (id = 1), before INTEGER NOT NULL) STRICT',
];

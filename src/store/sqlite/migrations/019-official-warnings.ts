/** What services of the State were seen to say, and from when to when: a row that goes on only grows. */
export const officialWarnings = [
  `CREATE TABLE official_warning (
    service TEXT NOT NULL,
    place TEXT NOT NULL,
    name TEXT,
    level TEXT NOT NULL,
    since INTEGER,
    stated_at INTEGER,
    first_seen_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL CHECK (last_seen_at >= first_seen_at),
    PRIMARY KEY (service, place, first_seen_at)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TRIGGER official_warning_no_edit BEFORE UPDATE ON official_warning
    WHEN NEW.service IS NOT OLD.service OR NEW.place IS NOT OLD.place OR NEW.level IS NOT OLD.level
      OR NEW.since IS NOT OLD.since OR NEW.first_seen_at IS NOT OLD.first_seen_at OR NEW.last_seen_at < OLD.last_seen_at
    BEGIN SELECT RAISE(ABORT, 'what a service was seen to say cannot be changed'); END`,
  `CREATE TRIGGER official_warning_no_delete BEFORE DELETE ON official_warning
    BEGIN SELECT RAISE(ABORT, 'official_warning is append only: rows cannot be removed'); END`,
];

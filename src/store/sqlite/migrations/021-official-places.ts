/** Which places of the State's warnings communes have had, and from when to when: a report of then needs them. */
export const officialPlaces = [
  `CREATE TABLE official_place (
    commune TEXT NOT NULL,
    service TEXT NOT NULL,
    place TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    removed_at INTEGER CHECK (removed_at >= set_at),
    PRIMARY KEY (commune, service, place, set_at)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX official_place_by_removal ON official_place (removed_at)`,
  `CREATE TRIGGER official_place_no_edit BEFORE UPDATE ON official_place
    WHEN OLD.removed_at IS NOT NULL OR NEW.commune IS NOT OLD.commune OR NEW.service IS NOT OLD.service
      OR NEW.place IS NOT OLD.place OR NEW.set_at IS NOT OLD.set_at
    BEGIN SELECT RAISE(ABORT, 'which places a commune had cannot be changed'); END`,
  `CREATE TRIGGER official_place_no_delete BEFORE DELETE ON official_place
    BEGIN SELECT RAISE(ABORT, 'official_place is append only: rows cannot be removed'); END`,
];

import type { Instant } from '../../lib/clock.ts';
import type { OfficialSpell, OfficialStore } from '../../reading/official-warning.ts';
import type { Database } from './database.ts';

const columns =
  'service, place, name, level, since, stated_at AS statedAt, first_seen_at AS firstSeenAt, last_seen_at AS lastSeenAt';

/** What services were seen to say. Triggers refuse to change or remove it: a row that goes on only grows. */
export function createSqliteOfficialStore(db: Database): OfficialStore {
  const newest = db.prepare<[], OfficialSpell>(
    `SELECT ${columns} FROM official_warning AS this WHERE first_seen_at =
       (SELECT max(first_seen_at) FROM official_warning AS other WHERE other.service = this.service AND other.place = this.place)`,
  );
  const put = db.prepare<[OfficialSpell]>(
    `INSERT INTO official_warning (service, place, name, level, since, stated_at, first_seen_at, last_seen_at)
     VALUES (@service, @place, @name, @level, @since, @statedAt, @firstSeenAt, @lastSeenAt)
     ON CONFLICT (service, place, first_seen_at) DO UPDATE
     SET name = excluded.name, level = excluded.level, since = excluded.since,
       stated_at = excluded.stated_at, last_seen_at = excluded.last_seen_at`,
  );
  const between = db.prepare<[string, string, Instant, Instant], OfficialSpell>(
    `SELECT ${columns} FROM official_warning
     WHERE service = ? AND place = ? AND last_seen_at >= ? AND first_seen_at <= ? ORDER BY first_seen_at`,
  );
  return {
    newest: () => newest.all(),
    put: (spell) => {
      put.run(spell);
    },
    between: ({ service, place }, from, to) => between.all(service, place, from, to),
  };
}

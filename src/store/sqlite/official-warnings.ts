import type { Instant } from '../../lib/clock.ts';
import type { OfficialPlace, OfficialSpell, OfficialStore } from '../../reading/national/official-warning.ts';
import { type OfficialSource, sourceKey } from '../../territory/official-warning.ts';
import type { Database } from './database.ts';
import { stepAlong } from './step-along.ts';

const columns =
  'service, place, name, level, since, stated_at AS statedAt, first_seen_at AS firstSeenAt, last_seen_at AS lastSeenAt';

/** What services were seen to say. Triggers refuse to change or remove it: a row that goes on only grows. */
export function createSqliteOfficialStore(db: Database): OfficialStore {
  const places = stepAlong(db, 'official_warning', ['service', 'place']);
  const last = db.prepare<[string, string], OfficialSpell>(
    `SELECT ${columns} FROM official_warning WHERE service = ? AND place = ? ORDER BY first_seen_at DESC LIMIT 1`,
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
  const lastBy = db.prepare<[string, string, Instant], OfficialSpell>(
    `SELECT ${columns} FROM official_warning
     WHERE service = ? AND place = ? AND first_seen_at <= ? ORDER BY first_seen_at DESC LIMIT 1`,
  );
  const standing = db.prepare<[], OfficialPlace>(
    'SELECT commune, service, place FROM official_place WHERE removed_at IS NULL',
  );
  const add = db.prepare<[OfficialPlace & { at: Instant }]>(
    'INSERT INTO official_place (commune, service, place, set_at) VALUES (@commune, @service, @place, @at)',
  );
  const remove = db.prepare<[OfficialPlace & { at: Instant }]>(
    `UPDATE official_place SET removed_at = max(set_at, @at)
     WHERE commune = @commune AND service = @service AND place = @place AND removed_at IS NULL`,
  );
  const placesOf = db.prepare<[string, Instant, Instant], OfficialSource>(
    `SELECT DISTINCT service, place FROM official_place
     WHERE commune = ? AND set_at <= ? AND (removed_at IS NULL OR removed_at >= ?) ORDER BY service, place`,
  );
  const keepPlaces = db.transaction((set: readonly OfficialPlace[], at: Instant) => {
    const written = standing.all();
    const [before, now] = [written, set].map((places) => new Set(places.map(placeKey)));
    for (const place of set) if (!before!.has(placeKey(place))) add.run({ ...place, at });
    for (const place of written) if (!now!.has(placeKey(place))) remove.run({ ...place, at });
  });
  return {
    newest: () => Array.from(places(), ({ service, place }) => last.get(service, place)!),
    put: (spell) => {
      put.run(spell);
    },
    between: ({ service, place }, from, to) => between.all(service, place, from, to),
    lastBy: ({ service, place }, at) => lastBy.get(service, place, at) ?? null,
    keepPlaces: (set, at) => {
      keepPlaces.immediate(set, at);
    },
    placesOf: (commune, from, to) => placesOf.all(commune, to, from),
  };
}

function placeKey({ commune, ...source }: OfficialPlace): string {
  return `${commune} ${sourceKey(source)}`;
}

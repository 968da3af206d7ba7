import { NEEDLESS, REPLACED_BY } from '../../notification/outbox.ts';
import type { Told, ToldStore, ToResident } from '../../notification/told-store.ts';
import { residentWays } from '../../people/way.ts';
import { languages } from '../../territory/commune.ts';
import type { Database } from './database.ts';
import { outboxColumns, type StoredRow, toDelivery, toOutboxRow } from './outbox-row.ts';

type Counted = Pick<StoredRow, 'channel' | 'status' | 'sentAt'> & { isNeedless: 0 | 1 };
const needless = `drop_reason IN (${NEEDLESS.map((each) => `'${each}'`).join()})`;

type Message = Told['toResidents'][number];

/** Reads along the outbox's own key, `<event>/<recipient kind>/…`: '0' is the character after '/'. */
export function createSqliteToldStore(db: Database): ToldStore {
  const rowsBetween = db.prepare<[string, string], StoredRow>(
    `SELECT ${outboxColumns} FROM outbox WHERE id > ? AND id < ? ORDER BY id`,
  );
  const residents = db.prepare<[string, string], Counted>(
    `SELECT channel, status, sent_at AS sentAt, status = 'dropped' AND (${needless} OR drop_reason LIKE '${REPLACED_BY}%') AS isNeedless
     FROM outbox WHERE id > ? AND id < ? ORDER BY id`,
  );
  const eachResident = db.prepare<[string, string], ToResident>(
    `SELECT recipient_id AS resident, channel AS way, status, CASE status WHEN 'pending' THEN last_error WHEN 'dropped' THEN drop_reason END AS error
     FROM outbox WHERE id > ? AND id < ? ORDER BY id`,
  );
  const toResidents = db.prepare<[string, string, string, string], Message>(
    'SELECT channel, language, subject, text FROM outbox WHERE id > ? AND id < ? AND channel = ? AND language = ? LIMIT 1',
  );
  const rowsTo = (kind: 'contact' | 'webhook') => (event: string) =>
    rowsBetween
      .all(`${event}/${kind}/`, `${event}/${kind}0`)
      .map((row) => ({ ...toOutboxRow(row), delivery: toDelivery(row) }));
  const toContacts = rowsTo('contact');
  return {
    toContacts,
    toWebhooks: rowsTo('webhook'),
    eachResident: (event) => eachResident.all(`${event}/subscription/`, `${event}/subscription0`),
    toldOf(event) {
      const counts = new Map<string, Told['residents'][number]>();
      const ofResidents = [`${event}/subscription/`, `${event}/subscription0`] as const;
      for (const { channel, status, sentAt, isNeedless } of residents.all(...ofResidents)) {
        const key = `${channel} ${status} ${isNeedless}`;
        const so = counts.get(key);
        const times = [so?.firstSentAt, so?.lastSentAt, sentAt].filter((each) => each != null);
        const firstSentAt = times.length > 0 ? Math.min(...times) : null;
        const lastSentAt = times.length > 0 ? Math.max(...times) : null;
        const count = (so?.count ?? 0) + 1;
        const needless = isNeedless === 1 && { isNeedless: true as const };
        counts.set(key, { channel, status, count, firstSentAt, lastSentAt, ...needless });
      }
      return {
        contacts: toContacts(event),
        residents: [...counts.values()],
        toResidents: residentWays.flatMap((way) =>
          languages.flatMap((language) => toResidents.get(...ofResidents, way, language) ?? []),
        ),
      };
    },
  };
}

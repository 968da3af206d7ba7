import type { Told, ToldStore } from '../../notification/told-store.ts';
import type { Database } from './database.ts';
import { outboxColumns, type StoredRow, toDelivery, toOutboxRow } from './outbox.ts';

type Counted = Pick<StoredRow, 'channel' | 'status' | 'sentAt'>;

/** Reads along the outbox's own key, `<event>/<recipient kind>/…`: '0' is the character after '/'. */
export function createSqliteToldStore(db: Database): ToldStore {
  const contacts = db.prepare<[string, string], StoredRow>(
    `SELECT ${outboxColumns} FROM outbox WHERE id > ? AND id < ? ORDER BY id`,
  );
  const residents = db.prepare<[string, string], Counted>(
    'SELECT channel, status, sent_at AS sentAt FROM outbox WHERE id > ? AND id < ? ORDER BY id',
  );
  return {
    toldOf(event) {
      const rows = contacts.all(`${event}/contact/`, `${event}/contact0`);
      const counts = new Map<string, Told['residents'][number]>();
      for (const { channel, status, sentAt } of residents.all(`${event}/subscription/`, `${event}/subscription0`)) {
        const so = counts.get(`${channel} ${status}`);
        const lastSentAt = Math.max(so?.lastSentAt ?? 0, sentAt ?? 0) || null;
        counts.set(`${channel} ${status}`, { channel, status, count: (so?.count ?? 0) + 1, lastSentAt });
      }
      return {
        contacts: rows.map((row) => ({ ...toOutboxRow(row), delivery: toDelivery(row) })),
        residents: [...counts.values()],
      };
    },
  };
}

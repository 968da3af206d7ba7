import type { Instant } from '../../lib/clock.ts';
import type { Journal } from '../../notification/journal.ts';
import { NEEDLESS, ONLY_HERE, REPLACED_BY } from '../../notification/outbox.ts';
import type { Database } from './database.ts';
import { countOf, outboxColumns, type StoredRow, toDelivery, toOutboxRow } from './outbox-row.ts';

/** What was refused for good: how much of it, and whom of those who decide nothing has reached since. */
export function createSqliteUndeliverable(db: Database): Pick<Journal, 'undeliverable' | 'refused'> {
  // What an exercise could not deliver its own page tells, and no flood was missed by it.
  const fromUndeliverable = `FROM outbox INDEXED BY outbox_undeliverable
     WHERE status = 'dropped' AND recipient_kind IN ('contact', 'webhook') AND is_test = 0 AND created_at >= ?
       AND drop_reason NOT LIKE '${REPLACED_BY}%' AND drop_reason NOT IN (${NEEDLESS.map((each) => `'${each}'`).join()})
       AND drop_reason NOT LIKE '%${ONLY_HERE}%' AND NOT EXISTS (SELECT 1 FROM exercise_event WHERE exercise_event.id = outbox.event)`;
  const undeliverable = db.prepare<[Instant], Record<'contacts' | 'machines', number>>(
    `SELECT ${countOf('contact')} AS contacts, ${countOf('webhook')} AS machines ${fromUndeliverable}`,
  );
  const refused = db.prepare<[Instant], StoredRow & { number: number }>(
    `SELECT number, ${outboxColumns} ${fromUndeliverable} AND recipient_kind = 'contact' ORDER BY created_at DESC, number DESC`,
  );
  // Once a commune: of a town of 20,000 residents who were told since, a look for each contact would take a second.
  const arrived = db.prepare<[string, number], Pick<StoredRow, 'recipientId' | 'channel'> & { number: number }>(
    `SELECT recipient_id AS recipientId, channel, number FROM outbox INDEXED BY outbox_commune
     WHERE commune = ? AND number > ? AND recipient_kind = 'contact' AND status = 'sent'`,
  );
  return {
    undeliverable: (since) => undeliverable.get(since)!,
    refused(communes, since, limit) {
      const asked = new Set(communes);
      const wayOf = (commune: string, { recipientId, channel }: Pick<StoredRow, 'recipientId' | 'channel'>) =>
        JSON.stringify([commune, recipientId, channel]);
      const newest = new Map<string, StoredRow & { number: number }>();
      const oldest = new Map<string, number>();
      for (const row of refused.iterate(since)) {
        const way = wayOf(row.commune, row);
        if (!asked.has(row.commune) || newest.has(way)) continue;
        newest.set(way, row);
        oldest.set(row.commune, Math.min(row.number, oldest.get(row.commune) ?? row.number));
      }
      for (const [commune, number] of oldest) {
        for (const row of arrived.iterate(commune, number)) {
          const way = wayOf(commune, row);
          if (row.number > (newest.get(way)?.number ?? row.number)) newest.delete(way);
        }
      }
      return [...newest.values()].slice(0, limit).map((row) => ({ ...toOutboxRow(row), delivery: toDelivery(row) }));
    },
  };
}

import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../../lib/clock.ts';
import type { Journal } from '../../notification/journal.ts';
import { NEEDLESS, ONLY_HERE, RECIPIENT_GONE, REPLACED_BY, retryDelayMs } from '../../notification/outbox.ts';
import type { Database } from './database.ts';
import { countOf, outboxColumns, type StoredRow, toDelivery, toOutboxRow } from './outbox-row.ts';

/** Nothing newer took its place, somebody needed it, and it was to leave this machine. */
const MISSED = `status = 'dropped' AND drop_reason NOT LIKE '${REPLACED_BY}%'
  AND drop_reason NOT IN (${NEEDLESS.map((each) => `'${each}'`).join()}) AND drop_reason NOT LIKE '%${ONLY_HERE}%'`;

/** Of hundreds of thousands over the years so many are looked at before the service goes on with what else there is to do: some 20 ms. */
const LOOKED_AT = 5_000;

/**
 * What was refused for good: how much of it, and whom of those who decide nothing has reached since. What has arrived later by the same way
 * ends it for both: an address that was mended, or a mail server that was set up since, is no fault any more.
 */
export function createSqliteUndeliverable(
  db: Database,
): Pick<Journal, 'undeliverable' | 'refused' | 'neverArrived' | 'tryAgain'> {
  // What an exercise could not deliver its own page tells, and no flood was missed by it.
  const fromUndeliverable = `FROM outbox INDEXED BY outbox_undeliverable
     WHERE ${MISSED} AND recipient_kind IN ('contact', 'webhook') AND is_test = 0 AND created_at >= ? AND NOT EXISTS (SELECT 1 FROM exercise_event WHERE exercise_event.id = outbox.event)
       AND (recipient_kind <> 'contact' OR NOT EXISTS (SELECT 1 FROM outbox AS later INDEXED BY outbox_reached
         WHERE later.commune = outbox.commune AND later.recipient_id = outbox.recipient_id AND later.channel = outbox.channel
           AND later.number > outbox.number AND later.status = 'sent' AND later.recipient_kind = 'contact'))`;
  const undeliverable = db.prepare<[Instant], Record<'contacts' | 'machines', number>>(
    `SELECT ${countOf('contact')} AS contacts, ${countOf('webhook')} AS machines ${fromUndeliverable}`,
  );
  const refused = db.prepare<[Instant], StoredRow>(
    `SELECT ${outboxColumns} ${fromUndeliverable} AND recipient_kind = 'contact' ORDER BY created_at DESC, number DESC`,
  );
  // Who left missed nothing.
  const neverArrived = db.prepare<[number, number], { number: number; commune: string }>(
    `SELECT number, commune FROM outbox INDEXED BY outbox_status
     WHERE ${MISSED} AND number >= ? AND number < ? AND channel <> 'log'
       AND (recipient_kind IN ('contact', 'webhook') OR drop_reason <> '${RECIPIENT_GONE}')
     ORDER BY number DESC`,
  );
  const numbered = db.prepare<[number], StoredRow>(`SELECT ${outboxColumns} FROM outbox WHERE number = ?`);
  const droppedBefore = db
    .prepare<[number], number | null>(
      `SELECT min(number) FROM (SELECT number FROM outbox INDEXED BY outbox_status
         WHERE status = 'dropped' AND number < ? ORDER BY number DESC LIMIT ${LOOKED_AT})`,
    )
    .pluck();
  // What a newer one that still waits says is newer.
  const waitAgain = db.prepare<[Instant, string]>(
    `UPDATE outbox SET status = 'pending', next_attempt_at = ?, last_error = drop_reason, drop_reason = NULL
     WHERE id = ? AND status = 'dropped' AND NOT EXISTS (SELECT 1 FROM outbox AS newer
       WHERE newer.status = 'pending' AND newer.recipient_id = outbox.recipient_id AND newer.channel = outbox.channel
         AND newer.recipient_kind = 'contact' AND newer.commune = outbox.commune AND newer.about = 'level' AND newer.is_test = 0
         AND newer.number > outbox.number)`,
  );
  const newestOf = (since: Instant, isAsked: (row: StoredRow) => boolean): StoredRow[] => {
    const newest = new Map<string, StoredRow>();
    for (const row of refused.iterate(since)) {
      const way = JSON.stringify([row.commune, row.recipientId, row.channel]);
      if (isAsked(row) && !newest.has(way)) newest.set(way, row);
    }
    return [...newest.values()];
  };
  return {
    undeliverable: (since) => undeliverable.get(since)!,
    refused(communes, since, limit) {
      const asked = new Set(communes);
      const newest = newestOf(since, ({ commune }) => asked.has(commune)).slice(0, limit);
      return newest.map((row) => ({ ...toOutboxRow(row), delivery: toDelivery(row) }));
    },
    async neverArrived(communes, limit) {
      const asked = new Set(communes);
      const found = new Map<string, StoredRow & { count: number }>();
      let before = Number.MAX_SAFE_INTEGER;
      for (let from = droppedBefore.get(before); from != null && found.size < limit; from = droppedBefore.get(before)) {
        const own = neverArrived.all(from, before).filter(({ commune }) => asked.has(commune));
        for (const row of own.map(({ number }) => numbered.get(number)!)) {
          const key = whatWasMissed(row);
          const known = found.get(key);
          if (known) known.count += 1;
          else if (found.size < limit) found.set(key, { ...row, count: 1 });
        }
        before = from;
        await setImmediate();
      }
      return [...found.values()].map((row) => ({ ...toOutboxRow(row), delivery: toDelivery(row), count: row.count }));
    },
    tryAgain(since, events, wallNow) {
      const asked = new Set(events);
      for (const { id, attempts } of newestOf(since, ({ about, event }) => about === 'level' && asked.has(event)))
        waitAgain.run(wallNow + (retryDelayMs('contacts', attempts) ?? 0), id);
    },
  };
}

/** Of residents one event by one way; of what they asked for themselves all: strangers can type any number of addresses that do not exist. */
function whatWasMissed({ id, commune, event, channel, about, recipientKind: kind }: StoredRow): string {
  if (kind !== 'subscription' && kind !== 'unconfirmed') return id;
  return JSON.stringify([commune, about === 'subscription' ? about : event, channel, kind]);
}

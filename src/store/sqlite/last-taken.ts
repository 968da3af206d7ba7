import type { Instant } from '../../lib/clock.ts';
import type { Journal } from '../../notification/journal.ts';
import type { Database } from './database.ts';

type Asked = Record<'commune' | 'id' | 'channel', string>;

/** When the newest message that was taken on its way to somebody was. */
export function createSqliteLastTaken(db: Database): Pick<Journal, 'lastTaken'> {
  const newest = (index: string, which: string) =>
    db
      .prepare<[Asked], Instant>(
        `SELECT sent_at FROM outbox INDEXED BY ${index} WHERE ${which} AND recipient_id = @id AND channel = @channel AND status = 'sent'
         ORDER BY number DESC LIMIT 1`,
      )
      .pluck();
  const toContact = newest('outbox_reached', "recipient_kind = 'contact' AND commune = @commune");
  const toMachine = newest('outbox_of_machine', "recipient_kind = 'webhook'");
  return {
    lastTaken({ commune, recipient: { kind, id }, channel }) {
      return (kind === 'webhook' ? toMachine : toContact).get({ commune, id, channel }) ?? 0;
    },
  };
}

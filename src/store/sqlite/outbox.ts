import type { Instant } from '../../lib/clock.ts';
import type { Journal } from '../../notification/journal.ts';
import type { Delivery, OutboxRow } from '../../notification/outbox.ts';
import type { Database } from './database.ts';

export type StoredRow = Omit<OutboxRow, 'recipient'> & {
  recipientKind: OutboxRow['recipient']['kind'];
  recipientId: string;
  status: Delivery['status'];
  attempts: number;
  nextAttemptAt: Instant | null;
  lastError: string | null;
  sentAt: Instant | null;
  providerId: string | null;
  dropReason: string | null;
};
type Settled = Pick<
  StoredRow,
  'status' | 'attempts' | 'nextAttemptAt' | 'lastError' | 'sentAt' | 'providerId' | 'dropReason'
>;

export const outboxColumns = `id, event, commune, recipient_kind AS recipientKind, recipient_id AS recipientId, channel, language, subject,
  text, created_at AS createdAt, status, attempts, next_attempt_at AS nextAttemptAt, last_error AS lastError,
  sent_at AS sentAt, provider_id AS providerId, drop_reason AS dropReason`;

/** The journal's rows to send. A fresh row is due at once: its next attempt is at instant 0. */
export function createSqliteOutbox(
  db: Database,
): Pick<Journal, 'due' | 'enqueue' | 'settle' | 'deliveries' | 'outboxCounts'> {
  // Only a known id is passed over; OR IGNORE would also swallow a broken row.
  const insert = db.prepare<[Omit<StoredRow, keyof Settled>]>(
    `INSERT INTO outbox (id, event, commune, recipient_kind, recipient_id, channel, language, subject, text, created_at)
     VALUES (@id, @event, @commune, @recipientKind, @recipientId, @channel, @language, @subject, @text, @createdAt)
     ON CONFLICT (id) DO NOTHING`,
  );
  const dueOf = (kind: string) =>
    db.prepare<[Instant, number], StoredRow>(
      `SELECT ${outboxColumns} FROM outbox WHERE status = 'pending' AND next_attempt_at <= ? AND ${kind} ORDER BY number LIMIT ?`,
    );
  const dueAlerts = dueOf("recipient_kind <> 'unconfirmed'");
  const dueConfirmations = dueOf("recipient_kind = 'unconfirmed'");
  // Sent and dropped are final: a late answer of an earlier attempt must not make a row go out again.
  const settle = db.prepare<[Settled & { id: string }]>(
    `UPDATE outbox SET status = @status, attempts = @attempts, next_attempt_at = @nextAttemptAt, last_error = @lastError,
       sent_at = @sentAt, provider_id = @providerId, drop_reason = @dropReason
     WHERE id = @id AND status = 'pending'`,
  );
  const newest = db.prepare<[string, number], StoredRow>(
    `SELECT ${outboxColumns} FROM outbox WHERE commune = ? ORDER BY number DESC LIMIT ?`,
  );
  const counts = db.prepare<[], { status: Delivery['status']; count: number }>(
    'SELECT status, count(*) AS count FROM outbox GROUP BY status',
  );
  return {
    enqueue: ({ recipient, ...row }) => {
      insert.run({ ...row, recipientKind: recipient.kind, recipientId: recipient.id });
    },
    due(now, limit) {
      // Alerts go before confirmations, however many strangers ask for those.
      const alerts = dueAlerts.all(now, limit);
      const rows = [...alerts, ...dueConfirmations.all(now, limit - alerts.length)];
      return rows.map((row) => ({ ...toOutboxRow(row), attempts: row.attempts }));
    },
    settle: (id, delivery) => {
      settle.run({ id, ...toSettled(delivery) });
    },
    deliveries: (commune, limit) =>
      newest.all(commune, limit).map((row) => ({ ...toOutboxRow(row), delivery: toDelivery(row) })),
    outboxCounts: () => ({
      pending: 0,
      sent: 0,
      dropped: 0,
      ...Object.fromEntries(counts.all().map(({ status, count }) => [status, count])),
    }),
  };
}

export function toOutboxRow(row: StoredRow): OutboxRow {
  const { id, event, commune, channel, language, subject, text, createdAt } = row;
  const recipient = { kind: row.recipientKind, id: row.recipientId };
  return { id, event, commune, recipient, channel, language, subject, text, createdAt };
}

function toSettled(delivery: Delivery): Settled {
  const none = { nextAttemptAt: null, lastError: null, sentAt: null, providerId: null, dropReason: null };
  if (delivery.status !== 'dropped') return { ...none, ...delivery };
  return { ...none, status: 'dropped', attempts: delivery.attempts, dropReason: delivery.reason };
}

export function toDelivery(row: StoredRow): Delivery {
  const { attempts } = row;
  if (row.status === 'sent') return { status: 'sent', attempts, sentAt: row.sentAt!, providerId: row.providerId };
  if (row.status === 'dropped') return { status: 'dropped', attempts, reason: row.dropReason! };
  return { status: 'pending', attempts, nextAttemptAt: row.nextAttemptAt!, lastError: row.lastError };
}

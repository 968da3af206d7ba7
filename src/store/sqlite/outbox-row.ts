import type { Instant } from '../../lib/clock.ts';
import type { Delivery, OutboxRow } from '../../notification/outbox.ts';

/** A message and what became of it, as the table has them. */
export type StoredRow = Omit<OutboxRow, 'recipient' | 'test'> & {
  isTest: number;
  recipientKind: OutboxRow['recipient']['kind'];
  recipientId: string;
  status: Delivery['status'];
  attempts: number;
  nextAttemptAt: Instant | null;
  lastError: string | null;
  sentAt: Instant | null;
  providerId: string | null;
  dropReason: string | null;
  deliveredAt: Instant | null;
  underwayAs: string | null;
};

export const outboxColumns = `id, event, commune, recipient_kind AS recipientKind, recipient_id AS recipientId, channel, language, subject,
  text, created_at AS createdAt, about, not_before AS notBefore, is_test AS isTest, status, attempts, next_attempt_at AS nextAttemptAt, last_error AS lastError,
  sent_at AS sentAt, provider_id AS providerId, drop_reason AS dropReason, delivered_at AS deliveredAt, underway_as AS underwayAs`;

/** In a query: how many of its rows are for one kind. */
export function countOf(kind: OutboxRow['recipient']['kind']): string {
  return `count(*) FILTER (WHERE recipient_kind = '${kind}')`;
}

export function toOutboxRow(row: StoredRow): OutboxRow {
  const { id, event, commune, channel, language, subject, text, createdAt, about, notBefore } = row;
  const recipient = { kind: row.recipientKind, id: row.recipientId };
  const sent = { id, event, commune, recipient, channel, language, subject, text, createdAt, about, notBefore };
  return row.isTest === 1 ? { ...sent, test: true } : sent;
}

export function toDelivery(row: StoredRow): Delivery {
  const { attempts } = row;
  if (row.status === 'sent') {
    const { deliveredAt, underwayAs } = row;
    const reported = { ...(deliveredAt !== null && { deliveredAt }), ...(underwayAs !== null && { underwayAs }) };
    return { status: 'sent', attempts, sentAt: row.sentAt!, providerId: row.providerId, ...reported };
  }
  if (row.status === 'dropped') return { status: 'dropped', attempts, reason: row.dropReason! };
  return { status: 'pending', attempts, nextAttemptAt: row.nextAttemptAt!, lastError: row.lastError };
}

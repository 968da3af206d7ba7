import type { Instant } from '../../lib/clock.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import { type Delivery, NOT_ON_PHONE, type OutboxRow } from '../../notification/outbox.ts';
import { messagesFor } from '../../notification/phone/gsm-text.ts';
import type { DeliveryReport } from '../../notification/reported/read-reports.ts';
import type { Reported, ReportOutcome, ReportStore } from '../../notification/reported/reports.ts';
import type { Database } from './database.ts';

interface Found extends Pick<OutboxRow, 'id' | 'commune' | 'event'> {
  recipientKind: OutboxRow['recipient']['kind'];
  recipientId: string;
  status: Delivery['status'];
}
type Known = Exclude<ReportOutcome, { kind: 'unknown' }>;
interface Told {
  id: string;
  /** 1 where the phone gets it as several text messages. */
  inParts: 0 | 1;
}
interface Kept extends Pick<DeliveryReport, 'state' | 'said'> {
  receivedAt: Instant;
}

/** A gateway may report before its own yes has come, which takes half a minute at most. An older report is of an earlier attempt, or of another message with the same number. */
const BEFORE_ITS_YES_MS = MINUTE_MS;

/** What gateways report of text messages. Where they number them anew, a report is of the newest. */
export function createSqliteReportStore(db: Database): ReportStore {
  const keep = db.prepare<[DeliveryReport & { at: Instant }]>(
    `INSERT INTO delivery_report (mark, said, state, received_at) VALUES (@mark, @said, @state, @at)
     ON CONFLICT (mark, said) DO UPDATE SET state = excluded.state, received_at = excluded.received_at`,
  );
  const newest = (column: 'known_as' | 'gateway_id') =>
    `(SELECT max(number) FROM outbox INDEXED BY outbox_${column} WHERE ${column} = @mark)`;
  const find = db.prepare<[{ mark: string }], Found>(
    `SELECT id, commune, event, recipient_kind AS recipientKind, recipient_id AS recipientId, status FROM outbox
     WHERE number = coalesce(${newest('known_as')}, ${newest('gateway_id')})`,
  );
  const forget = db.prepare<[Instant]>('DELETE FROM delivery_report WHERE received_at < ?');
  const read = readsAs(db);
  const countEarly = countEarlyReports(db);
  return {
    take: db.transaction((report: DeliveryReport, at: Instant) => {
      keep.run({ ...report, at });
      const found = find.get(report);
      if (!found) return { kind: 'unknown' } as const;
      const { state } = report;
      const isRead = read(found.id, { ...report, receivedAt: at });
      // One part that the phone has stands for the gateway's yes, and ends the wait of what was said of the others.
      const isPartLost = isRead && found.status === 'pending' && countEarly(found.id, at);
      return { kind: isPartLost ? 'failed' : kindOf(state, isRead, found.status), of: reported(found) };
    }),
    forget: (before) => forget.run(before).changes,
  };
}

function kindOf(state: DeliveryReport['state'], isRead: boolean, status: Delivery['status']): Known['kind'] {
  if (isRead && state !== 'underway') return state;
  return status === 'pending' ? 'early' : 'noted';
}

function reported({ commune, event, recipientKind, recipientId }: Found): Reported {
  return { commune, event, recipient: { kind: recipientKind, id: recipientId } };
}

/** Called once a gateway has said yes: what it had reported before that counts now; whether that changed anything. */
export function countEarlyReports(db: Database): (id: string, sentAt: Instant) => boolean {
  const early = db.prepare<[{ id: string; from: Instant }], Kept>(
    `SELECT state, said, received_at AS receivedAt FROM delivery_report
     WHERE mark IN (SELECT known_as FROM outbox WHERE id = @id UNION SELECT gateway_id FROM outbox WHERE id = @id)
       AND received_at >= @from`,
  );
  const read = readsAs(db);
  return (id, sentAt) => {
    const reports = early.all({ id, from: sentAt - BEFORE_ITS_YES_MS });
    const changed = reports.toSorted((a, b) => a.receivedAt - b.receivedAt).filter((report) => read(id, report));
    return changed.length > 0;
  };
}

/**
 * Lets a message read as reported; whether that changed anything. A phone that has it has it, whatever is reported before or after; one that is
 * still being sent is not lost by what was said of an earlier attempt. Of several parts some gateways report each by the one id of the message:
 * it has arrived as long as none of them is lost. What went out as one message is read as one.
 */
function readsAs(db: Database): (id: string, report: Kept) => boolean {
  const text = db.prepare<[string], string>("SELECT text FROM outbox WHERE id = ? AND channel = 'sms'").pluck();
  const delivered = db.prepare<[Told & { receivedAt: Instant }]>(
    `UPDATE outbox SET status = 'sent', attempts = max(attempts, 1), sent_at = coalesce(sent_at, @receivedAt), delivered_at = @receivedAt,
       underway_as = NULL, next_attempt_at = NULL, last_error = NULL, drop_reason = NULL
     WHERE id = @id AND delivered_at IS NULL AND NOT (@inParts AND coalesce(drop_reason, '') LIKE '${NOT_ON_PHONE}%')`,
  );
  const failed = db.prepare<[Told & { said: string }]>(
    `UPDATE outbox SET status = 'dropped', drop_reason = '${NOT_ON_PHONE}: ' || @said, delivered_at = NULL
     WHERE id = @id AND status = 'sent' AND (delivered_at IS NULL OR @inParts)`,
  );
  const underway = db.prepare<[Told & { said: string }]>(
    `UPDATE outbox SET underway_as = @said WHERE id = @id AND status = 'sent' AND delivered_at IS NULL`,
  );
  const by = { delivered, failed, underway };
  const withIt = db
    .prepare<[string], string>(
      `SELECT other.id FROM outbox AS one JOIN outbox AS other INDEXED BY outbox_gateway_id
         ON other.gateway_id = one.gateway_id AND other.sent_at = one.sent_at AND other.id <> one.id WHERE one.id = ?`,
    )
    .pluck();
  return (id, { state, said, receivedAt }) => {
    const others = withIt.all(id);
    // Several in one text make it longer than each is.
    const inParts = others.length > 0 || messagesFor(text.get(id) ?? '') > 1 ? 1 : 0;
    const changed = [id, ...others].map((each) => by[state].run({ id: each, inParts, said, receivedAt }).changes === 1);
    return changed[0]!;
  };
}

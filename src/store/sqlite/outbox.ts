import type { Instant } from '../../lib/clock.ts';
import { attemptsId } from '../../notification/attempts-id.ts';
import type { Journal, Untold } from '../../notification/journal.ts';
import {
  COMMUNE_AWAY,
  type Delivery,
  EXERCISE_OVER,
  isOfSights,
  type Lane,
  lanesOfContacts,
  lanesOfOthers,
  lanesOfTests,
  longestRetryMs,
  MAILBOX_FULL,
  noChannel,
  ONLY_HERE,
  REAL_FIRST,
  RECIPIENT_GONE,
  REPLACED_BY,
  type WebhookLane,
  webhookLane,
} from '../../notification/outbox.ts';
import { markOf } from '../../notification/reported/read-reports.ts';
import type { Database } from './database.ts';
import { countOf, outboxColumns, type StoredRow, toDelivery, toOutboxRow } from './outbox-row.ts';
import { countEarlyReports } from './reports.ts';

type Settled = Pick<
  StoredRow,
  'status' | 'attempts' | 'nextAttemptAt' | 'lastError' | 'sentAt' | 'providerId' | 'dropReason'
> & { gatewayId: string | null };
type Written = Omit<StoredRow, keyof Settled | 'deliveredAt' | 'underwayAs'> & { knownAs: string | null };

/** What waits and was not tried yet, and what was tried and put off: each in the order of an index of its own. */
const FRESH = "FROM outbox INDEXED BY outbox_fresh WHERE status = 'pending' AND attempts = 0";
const TRIED = "FROM outbox INDEXED BY outbox_tried WHERE status = 'pending' AND attempts > 0";
type Waiting = typeof FRESH | typeof TRIED;

/** The journal's rows to send. A fresh row is due at once: its next attempt is at instant 0. */
export function createSqliteOutbox(
  db: Database,
): Pick<
  Journal,
  | 'due'
  | 'enqueue'
  | 'settle'
  | 'dropWaiting'
  | 'hasReached'
  | 'deliveries'
  | 'waiting'
  | 'webhookLanes'
  | 'failingDeliveries'
  | 'untold'
  | 'oldestUntried'
  | 'outboxCounts'
> {
  // Only a known id is passed over; OR IGNORE would also swallow a broken row.
  const insert = db.prepare<[Written]>(
    `INSERT INTO outbox (id, event, commune, recipient_kind, recipient_id, channel, language, subject, text, created_at, about,
       not_before, is_test, known_as)
     VALUES (@id, @event, @commune, @recipientKind, @recipientId, @channel, @language, @subject, @text, @createdAt, @about,
       @notBefore, @isTest, @knownAs)
     ON CONFLICT (id) DO NOTHING`,
  );
  // Two queries: one that sorts would read all that waits for every message.
  const dueOf = (waiting: Waiting, isNext: string) =>
    db.prepare<[{ lane: Lane; wallNow: Instant; tooLate: Instant; now: Instant; limit: number }], StoredRow>(
      `SELECT ${outboxColumns} ${waiting} AND (next_attempt_at <= @wallNow OR next_attempt_at > @tooLate) AND not_before <= @now AND lane = @lane
         AND ${isNext}
       ORDER BY number LIMIT @limit`,
    );
  const oneByOne = `(about = 'level' OR NOT EXISTS (
     SELECT 1 FROM outbox AS earlier WHERE earlier.status = 'pending' AND earlier.recipient_id = outbox.recipient_id
       AND earlier.channel = outbox.channel AND earlier.commune = outbox.commune AND earlier.number < outbox.number
       AND (earlier.next_attempt_at > @wallNow OR earlier.not_before <= @now) AND earlier.lane = outbox.lane))`;
  // All that waits is due at once, but of whoever has something put off. Asked once, not of each row: hundreds may wait for one person.
  const together = `(recipient_id, commune) NOT IN (
     SELECT recipient_id, commune ${TRIED} AND lane = @lane AND next_attempt_at > @wallNow AND next_attempt_at <= @tooLate)`;
  const dueBy = (isNext: string) => ({ fresh: dueOf(FRESH, isNext), tried: dueOf(TRIED, isNext) });
  const due = { oneByOne: dueBy(oneByOne), together: dueBy(together) };
  // Sent and dropped are final: a late answer of an earlier attempt must not make a row go out again.
  const settle = db.prepare<[Settled & { id: string }]>(
    `UPDATE outbox SET status = @status, attempts = @attempts, next_attempt_at = @nextAttemptAt, last_error = @lastError,
       sent_at = @sentAt, provider_id = @providerId, drop_reason = @dropReason, gateway_id = coalesce(@gatewayId, gateway_id)
     WHERE id = @id AND (status = 'pending' OR (@status = 'sent' AND (drop_reason LIKE '${REPLACED_BY}%' OR drop_reason = '${REAL_FIRST}')))`,
  );
  const dropWaiting = db.prepare<[{ since: Instant; mark: string; reason: string }]>(
    `UPDATE outbox SET status = 'dropped', next_attempt_at = NULL, drop_reason = @reason
     WHERE status = 'pending' AND created_at >= @since AND is_test = 0 AND about <> 'subscription' AND substr(subject, 1, length(@mark)) = @mark`,
  );
  const countEarly = countEarlyReports(db);
  const reached = db.prepare<[Pick<StoredRow, 'id' | 'commune' | 'recipientId' | 'recipientKind' | 'channel'>]>(
    `SELECT 1 FROM outbox INDEXED BY outbox_commune
     WHERE commune = @commune AND number > (SELECT number FROM outbox WHERE id = @id) AND recipient_id = @recipientId
       AND +recipient_kind = @recipientKind AND channel = @channel AND status = 'sent' LIMIT 1`,
  );
  const isPlayed = (event: string) => `EXISTS (SELECT 1 FROM exercise_event WHERE exercise_event.id = ${event})`;
  // The sign keeps SQLite from planning anew at each message: a kind that is bound could be the one of an index of that kind alone.
  // What is real, as that it is over, is never known from what an exercise tells.
  const replace = db.prepare<
    [Pick<StoredRow, 'id' | 'event' | 'commune' | 'recipientKind' | 'recipientId' | 'channel'>]
  >(
    `UPDATE outbox SET status = 'dropped', next_attempt_at = NULL, drop_reason = '${REPLACED_BY}' || @id
     WHERE status = 'pending' AND recipient_id = @recipientId AND channel = @channel AND id <> @id
       AND +recipient_kind = @recipientKind AND commune = @commune AND about IN ('level', 'alert') AND is_test = 0
       AND (${isPlayed('outbox.event')} OR NOT ${isPlayed('@event')})`,
  );
  // That a gauge was lost before the alert is read before what is told of gauges amid it; the alert itself waits for neither.
  const amidAlert = db.prepare<[Pick<StoredRow, 'commune' | 'recipientId' | 'channel'>]>(
    `UPDATE outbox SET about = 'gauge' WHERE status = 'pending' AND about = 'sight' AND recipient_kind = 'contact'
       AND recipient_id = @recipientId AND channel = @channel AND commune = @commune`,
  );
  // Nor is what comes after it read first, once nobody has to answer any more: while one still waits the next waits behind it.
  const waitsAmidAlert = db.prepare<[Pick<StoredRow, 'commune' | 'recipientId' | 'channel'>]>(
    `SELECT 1 FROM outbox WHERE status = 'pending' AND about = 'gauge' AND recipient_kind = 'contact'
       AND recipient_id = @recipientId AND channel = @channel AND commune = @commune LIMIT 1`,
  );
  const newest = db.prepare<[string, number], StoredRow>(
    `SELECT ${outboxColumns} FROM outbox WHERE commune = ? ORDER BY number DESC LIMIT ?`,
  );
  const waiting = [TRIED, FRESH].map((which) =>
    db.prepare<[Lane], StoredRow>(`SELECT ${outboxColumns} ${which} AND lane = ? ORDER BY number`),
  );
  const toWebhooks = [FRESH, TRIED].map((which) => `SELECT lane ${which} AND lane >= 'webhook/' AND lane < 'webhook0'`);
  const webhookLanes = db.prepare<[], WebhookLane>(toWebhooks.join(' UNION ')).pluck();
  const counts = db.prepare<[], { status: Delivery['status']; count: number }>(
    'SELECT status, count FROM outbox_count',
  );
  // A browser whose first notification waits may be one that a stranger made up; the full mailbox of a resident nobody here can empty.
  const failing = db.prepare<[], Record<'contacts' | 'residents' | 'machines', number>>(
    `SELECT ${countOf('contact')} AS contacts, ${countOf('subscription')} AS residents, ${countOf('webhook')} AS machines FROM outbox
     WHERE status = 'pending' AND attempts > 0 AND recipient_kind <> 'unconfirmed'
     AND NOT (recipient_kind = 'subscription' AND coalesce(last_error, '') LIKE '${MAILBOX_FULL}%') AND NOT (channel = 'push' AND EXISTS (
      SELECT 1 FROM outbox AS first WHERE first.status = 'pending' AND first.recipient_id = outbox.recipient_id AND first.channel = 'push'
        AND first.about = 'subscription'))`,
  );
  // One that an exercise leaves alone on purpose has missed nothing.
  const missedBy = (order: 'ASC' | 'DESC', which = 'TRUE') =>
    db.prepare<[{ id: string }], Untold>(
      `SELECT created_at AS since, coalesce(last_error, drop_reason) AS why FROM outbox INDEXED BY outbox_of_machine
       WHERE recipient_kind = 'webhook' AND recipient_id = @id AND attempts > 0 AND is_test = 0
         AND coalesce(drop_reason, '') NOT IN ('${RECIPIENT_GONE}', '${noChannel('webhook')}', '${EXERCISE_OVER}')
         AND coalesce(last_error, '') <> '${COMMUNE_AWAY}' AND coalesce(drop_reason, '') NOT LIKE '%${ONLY_HERE}%' AND (status = 'pending' OR status = 'dropped' AND number > coalesce((
         SELECT max(number) FROM outbox INDEXED BY outbox_of_machine WHERE recipient_kind = 'webhook' AND recipient_id = @id AND status = 'sent'), 0))
         AND ${which}
       ORDER BY number ${order} LIMIT 1`,
    );
  const missed = {
    first: missedBy('ASC'),
    last: missedBy('DESC'),
    firstTried: missedBy('ASC', `(status = 'pending' OR drop_reason LIKE '${REPLACED_BY}%')`),
  };
  // What waits behind another that fails, to the same person, is not late by itself. Those are asked once: hundreds may wait for one person.
  const untried = db
    .prepare<[{ lane: Lane }], Instant>(
      `SELECT created_at ${FRESH} AND lane = @lane AND (about = 'level' OR (recipient_id, channel, commune) NOT IN (
         SELECT recipient_id, channel, commune ${TRIED} AND lane = @lane))
       ORDER BY number LIMIT 1`,
    )
    .pluck();
  return {
    enqueue: ({ recipient, test, ...row }) => {
      const knownAs = row.channel === 'sms' ? markOf(attemptsId(row)) : null;
      const full = { ...row, isTest: test ? 1 : 0, recipientKind: recipient.kind, recipientId: recipient.id, knownAs };
      if (recipient.kind === 'contact' && row.about === 'gauge') amidAlert.run(full);
      const follows = recipient.kind === 'contact' && row.about === 'sight' && waitsAmidAlert.get(full) !== undefined;
      const isNew = insert.run(follows ? { ...full, about: 'gauge' } : full).changes === 1;
      if (isNew && row.about === 'level') replace.run(full);
    },
    due(lane, wallNow, now, limit) {
      const { fresh: notTried, tried: putOff } = due[isOfSights(lane) ? 'together' : 'oneByOne'];
      const at = { lane, wallNow, tooLate: wallNow + longestRetryMs(lane), now };
      const fresh = notTried.all({ ...at, limit });
      const tried = putOff.all({ ...at, limit: limit - fresh.length });
      return [...fresh, ...tried].map((row) => ({ ...toOutboxRow(row), attempts: row.attempts }));
    },
    settle: db.transaction((id: string, delivery: Delivery) => {
      const { changes } = settle.run({ id, ...toSettled(delivery) });
      if (changes === 1 && delivery.status === 'sent') countEarly(id, delivery.sentAt);
    }),
    dropWaiting: (marked, reason) => dropWaiting.run({ ...marked, reason }).changes,
    hasReached: ({ id, commune, recipient, channel }) =>
      reached.get({ id, commune, recipientId: recipient.id, recipientKind: recipient.kind, channel }) !== undefined,
    deliveries: (commune, limit) =>
      newest.all(commune, limit).map((row) => ({ ...toOutboxRow(row), delivery: toDelivery(row) })),
    waiting: (communes, limit) => {
      const asked = new Set(communes);
      const found: StoredRow[] = [];
      // What was tried by one way to those who decide stands before what is fresh by another.
      const toContacts = waiting.flatMap((query) => lanesOfContacts.map((lane) => ({ query, lane })));
      const others: Lane[] = [...webhookLanes.all(), ...lanesOfOthers, ...lanesOfTests];
      const toOthers = others.flatMap((lane) => waiting.map((query) => ({ query, lane })));
      for (const { query, lane } of [...toContacts, ...toOthers]) {
        for (const row of query.iterate(lane)) {
          if (found.length === limit) break;
          if (asked.has(row.commune)) found.push(row);
        }
      }
      return found.map((row) => ({ ...toOutboxRow(row), delivery: toDelivery(row) }));
    },
    webhookLanes: () => webhookLanes.all(),
    failingDeliveries: () => failing.get()!,
    untold(id) {
      const first = missed.first.get({ id });
      if (!first) return null;
      const failsSince = missed.firstTried.get({ id })?.since ?? first.since;
      const later = failsSince > first.since ? { failsSince } : {};
      return { since: first.since, why: missed.last.get({ id })!.why, ...later };
    },
    oldestUntried(machines) {
      const oldestOf = (whom: 'contacts' | 'machines', lanes: readonly Lane[]) => {
        const oldest = lanes.flatMap((lane) => untried.get({ lane }) ?? []);
        return oldest.length === 0 ? {} : { [whom]: Math.min(...oldest) };
      };
      return {
        ...oldestOf('contacts', ['contacts', 'texts', 'calls']),
        ...oldestOf('machines', machines.map(webhookLane)),
      };
    },
    outboxCounts: () => ({
      pending: 0,
      sent: 0,
      dropped: 0,
      ...Object.fromEntries(counts.all().map(({ status, count }) => [status, count])),
    }),
  };
}

function toSettled(delivery: Delivery): Settled {
  const none = {
    nextAttemptAt: null,
    lastError: null,
    sentAt: null,
    providerId: null,
    dropReason: null,
    gatewayId: null,
  };
  if (delivery.status !== 'dropped') return { ...none, ...delivery };
  return { ...none, status: 'dropped', attempts: delivery.attempts, dropReason: delivery.reason };
}

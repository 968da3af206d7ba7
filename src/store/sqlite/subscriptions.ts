import type { Instant } from '../../lib/clock.ts';
import type { Subscription, SubscriptionStore } from '../../people/subscription.ts';
import type { ResidentWay } from '../../people/way.ts';
import type { Language } from '../../territory/commune.ts';
import type { Database } from './database.ts';

type Row = Omit<Subscription, 'quietHours'> & { quietFrom: number | null; quietTo: number | null };
type Write = Row & { confirmTokenHash: string };

const columns = `id, commune, way, address, language, requested_at AS requestedAt, confirmed_at AS confirmedAt,
  quiet_from AS quietFrom, quiet_to AS quietTo`;

/** The most requests of a commune that wait to be confirmed: the oldest give way. */
const MOST_UNCONFIRMED = 1_000;

/** One row an address and commune, whatever its letter case. The confirm token stays valid: a second click is answered kindly. */
export function createSqliteSubscriptionStore(db: Database): SubscriptionStore {
  const known = db.prepare<[string, string], Row>(
    `SELECT ${columns} FROM subscription WHERE commune = ? AND address = ?`,
  );
  const insert = db.prepare<[Write]>(
    `INSERT INTO subscription
       (id, commune, way, address, language, requested_at, confirmed_at, quiet_from, quiet_to, confirm_token_hash)
     VALUES (@id, @commune, @way, @address, @language, @requestedAt, @confirmedAt, @quietFrom, @quietTo, @confirmTokenHash)`,
  );
  const byToken = db.prepare<[string, Instant], Row>(
    `SELECT ${columns} FROM subscription
       WHERE confirm_token_hash = ? AND (confirmed_at IS NOT NULL OR requested_at >= ?)`,
  );
  const byId = db.prepare<[string], Row>(`SELECT ${columns} FROM subscription WHERE id = ?`);
  const ofPhone = db.prepare<[string], Row>(
    `SELECT ${columns} FROM subscription WHERE way = 'sms' AND address = ? ORDER BY requested_at DESC, id`,
  );
  const ofAddress = db.prepare<[string], Row>(`SELECT ${columns} FROM subscription WHERE address = ? ORDER BY commune`);
  const confirm = db.prepare<[Instant, string]>(
    'UPDATE subscription SET confirmed_at = ? WHERE id = ? AND confirmed_at IS NULL',
  );
  const change = db.prepare<[Language, number | null, number | null, string]>(
    'UPDATE subscription SET language = ?, quiet_from = ?, quiet_to = ? WHERE id = ?',
  );
  const releaseHeld = db.prepare<[string]>(
    `UPDATE outbox SET not_before = 0 WHERE recipient_kind = 'subscription' AND recipient_id = ? AND status = 'pending'`,
  );
  const remove = db.prepare<[string]>('DELETE FROM subscription WHERE id = ?');
  const confirmed = db.prepare<[string], Row>(
    `SELECT ${columns} FROM subscription WHERE commune = ? AND confirmed_at IS NOT NULL ORDER BY confirmed_at, id`,
  );
  const all = db.prepare<[string], Row>(`SELECT ${columns} FROM subscription WHERE commune = ?`);
  const countConfirmed = db.prepare<[string], { way: ResidentWay; count: number }>(
    'SELECT way, count(*) AS count FROM subscription WHERE commune = ? AND confirmed_at IS NOT NULL GROUP BY way',
  );
  const forget = db.prepare<[Instant]>('DELETE FROM subscription WHERE confirmed_at IS NULL AND requested_at < ?');
  const dropOldest = db.prepare<[string, number]>(
    `DELETE FROM subscription WHERE id IN (SELECT id FROM subscription WHERE commune = ? AND confirmed_at IS NULL
       ORDER BY requested_at DESC LIMIT -1 OFFSET ?)`,
  );
  const forgetRequests = db.prepare<[Instant]>('DELETE FROM request_mail WHERE at < ?');
  const requestsTo = db
    .prepare<[string, Instant], number>('SELECT count(*) FROM request_mail WHERE address_hash = ? AND at >= ?')
    .pluck();
  const requests = db
    .prepare<[ResidentWay, Instant], number>('SELECT count(*) FROM request_mail WHERE way = ? AND at >= ?')
    .pluck();
  const noteRequest = db.prepare<[ResidentWay, string, Instant]>(
    'INSERT INTO request_mail (way, address_hash, at) VALUES (?, ?, ?)',
  );

  const request = db.transaction((subscription: Subscription, confirmTokenHash: string) => {
    const before = known.get(subscription.commune, subscription.address);
    if (before && before.confirmedAt !== null) return toSubscription(before);
    if (before) remove.run(before.id);
    insert.run({ ...toRow(subscription), confirmTokenHash });
    dropOldest.run(subscription.commune, MOST_UNCONFIRMED);
    return null;
  });
  const countRequest = db.transaction((way: ResidentWay, mark: string, at: Instant, since: Instant, most: number) => {
    forgetRequests.run(since);
    if ((requestsTo.get(mark, since) ?? 0) >= most) return false;
    noteRequest.run(way, mark, at);
    return true;
  });
  const find = (row: Row | undefined) => (row ? toSubscription(row) : null);
  return {
    request: (subscription, confirmTokenHash) => request.immediate(subscription, confirmTokenHash),
    countRequest: (...asked) => countRequest.immediate(...asked),
    requestsSince: (way, since) => requests.get(way, since) ?? 0,
    findByConfirmToken: (hash, requestedSince) => find(byToken.get(hash, requestedSince)),
    confirm: (id, at) => confirm.run(at, id).changes === 1,
    change: db.transaction((id, { language, quietHours }) => {
      releaseHeld.run(id);
      return change.run(language, quietHours?.fromMin ?? null, quietHours?.toMin ?? null, id).changes === 1;
    }),
    find: (id) => find(byId.get(id)),
    findByAddress: (commune, address) => find(known.get(commune, address)),
    ofAddress: (address) => ofAddress.all(address).map(toSubscription),
    ofPhone: (number) => ofPhone.all(number).map(toSubscription),
    remove: (id) => remove.run(id).changes === 1,
    confirmed: (commune) => confirmed.all(commune).map(toSubscription),
    all: (commune) => all.all(commune).map(toSubscription),
    countConfirmed: (commune) => ({
      email: 0,
      sms: 0,
      push: 0,
      ...Object.fromEntries(countConfirmed.all(commune).map(({ way, count }) => [way, count])),
    }),
    forgetUnconfirmed: (requestedBefore) => forget.run(requestedBefore).changes,
  };
}

function toSubscription({ quietFrom, quietTo, ...row }: Row): Subscription {
  return { ...row, quietHours: quietFrom === null || quietTo === null ? null : { fromMin: quietFrom, toMin: quietTo } };
}

function toRow({ quietHours, ...subscription }: Subscription): Row {
  return { ...subscription, quietFrom: quietHours?.fromMin ?? null, quietTo: quietHours?.toMin ?? null };
}

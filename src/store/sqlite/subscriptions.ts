import type { Instant } from '../../lib/clock.ts';
import type { Subscription, SubscriptionStore } from '../../people/subscription.ts';
import type { Database } from './database.ts';

const columns = 'id, commune, email, language, requested_at AS requestedAt, confirmed_at AS confirmedAt';

/** One row an address and commune, whatever its letter case. The confirm token stays valid: a second click is answered kindly. */
export function createSqliteSubscriptionStore(db: Database): SubscriptionStore {
  const known = db.prepare<[string, string], Subscription>(
    `SELECT ${columns} FROM subscription WHERE commune = ? AND email = ?`,
  );
  const insert = db.prepare<[Subscription & { confirmTokenHash: string }]>(
    `INSERT INTO subscription (id, commune, email, language, requested_at, confirmed_at, confirm_token_hash)
     VALUES (@id, @commune, @email, @language, @requestedAt, @confirmedAt, @confirmTokenHash)`,
  );
  const byToken = db.prepare<[string], Subscription>(
    `SELECT ${columns} FROM subscription WHERE confirm_token_hash = ?`,
  );
  const byId = db.prepare<[string], Subscription>(`SELECT ${columns} FROM subscription WHERE id = ?`);
  const confirm = db.prepare<[Instant, string]>(
    'UPDATE subscription SET confirmed_at = ? WHERE id = ? AND confirmed_at IS NULL',
  );
  const remove = db.prepare<[string]>('DELETE FROM subscription WHERE id = ?');
  const confirmed = db.prepare<[string], Subscription>(
    `SELECT ${columns} FROM subscription WHERE commune = ? AND confirmed_at IS NOT NULL ORDER BY confirmed_at, id`,
  );
  const forget = db.prepare<[Instant]>('DELETE FROM subscription WHERE confirmed_at IS NULL AND requested_at < ?');

  const request = db.transaction((subscription: Subscription, confirmTokenHash: string) => {
    const before = known.get(subscription.commune, subscription.email);
    if (before && before.confirmedAt !== null) return 'already-confirmed';
    if (before) remove.run(before.id);
    insert.run({ ...subscription, confirmTokenHash });
    return 'requested';
  });
  return {
    request: (subscription, confirmTokenHash) => request.immediate(subscription, confirmTokenHash),
    findByConfirmToken: (hash) => byToken.get(hash) ?? null,
    confirm: (id, at) => confirm.run(at, id).changes === 1,
    find: (id) => byId.get(id) ?? null,
    remove: (id) => remove.run(id).changes === 1,
    confirmed: (commune) => confirmed.all(commune),
    forgetUnconfirmed: (requestedBefore) => forget.run(requestedBefore).changes,
  };
}

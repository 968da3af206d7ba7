import { type Kysely, sql } from 'kysely';

const statements = [
  'DROP INDEX outbox_fresh',
  'DROP INDEX outbox_tried',
  'DROP INDEX outbox_undeliverable',
  'ALTER TABLE outbox DROP COLUMN lane',
  // SQLite cannot change what a column may hold: another takes its name and what is in it.
  'ALTER TABLE outbox RENAME COLUMN recipient_kind TO kind_before',
  `ALTER TABLE outbox ADD COLUMN recipient_kind TEXT NOT NULL DEFAULT 'contact'
     CHECK (recipient_kind IN ('contact', 'subscription', 'unconfirmed', 'webhook'))`,
  'UPDATE outbox SET recipient_kind = kind_before',
  'ALTER TABLE outbox DROP COLUMN kind_before',
  `ALTER TABLE outbox ADD COLUMN lane TEXT GENERATED ALWAYS AS (CASE
     WHEN recipient_kind = 'webhook' THEN 'webhook/' || recipient_id
     WHEN recipient_kind = 'contact' THEN CASE channel WHEN 'sms' THEN 'texts' WHEN 'voice' THEN 'calls' ELSE 'contacts' END
     WHEN recipient_kind = 'subscription' AND about <> 'subscription'
       THEN CASE channel WHEN 'sms' THEN 'residentTexts' ELSE 'residents' END
     ELSE CASE channel WHEN 'sms' THEN 'requestTexts' ELSE 'requests' END END) VIRTUAL`,
  `CREATE INDEX outbox_fresh ON outbox (lane, number, not_before) WHERE status = 'pending' AND attempts = 0`,
  `CREATE INDEX outbox_tried ON outbox (lane, number, next_attempt_at, not_before) WHERE status = 'pending' AND attempts > 0`,
  `CREATE INDEX outbox_undeliverable ON outbox (created_at) WHERE status = 'dropped' AND recipient_kind IN ('contact', 'webhook')`,
];

/** Machines are told too, each in a line of its own. */
export const webhooks = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

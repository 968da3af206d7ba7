import { type Kysely, sql } from 'kysely';

const statements = [
  'DROP INDEX subscription_phone',
  `ALTER TABLE subscription ADD COLUMN told_by TEXT NOT NULL DEFAULT 'email' CHECK (told_by IN ('email', 'sms', 'push'))`,
  'UPDATE subscription SET told_by = way',
  'ALTER TABLE subscription DROP COLUMN way',
  'ALTER TABLE subscription RENAME COLUMN told_by TO way',
  `CREATE INDEX subscription_phone ON subscription (address) WHERE way = 'sms'`,
  'DROP INDEX outbox_fresh',
  'DROP INDEX outbox_tried',
  'ALTER TABLE outbox DROP COLUMN lane',
  `ALTER TABLE outbox ADD COLUMN lane TEXT GENERATED ALWAYS AS (CASE
     WHEN channel = 'push' THEN CASE about WHEN 'subscription' THEN 'requestPushes' ELSE 'pushes' END
     WHEN recipient_kind = 'contact' THEN CASE channel WHEN 'sms' THEN 'texts' WHEN 'voice' THEN 'calls' ELSE 'contacts' END
     WHEN recipient_kind = 'subscription' AND about <> 'subscription'
       THEN CASE channel WHEN 'sms' THEN 'residentTexts' ELSE 'residents' END
     ELSE CASE channel WHEN 'sms' THEN 'requestTexts' ELSE 'requests' END END) VIRTUAL`,
  `CREATE INDEX outbox_fresh ON outbox (lane, number, not_before) WHERE status = 'pending' AND attempts = 0`,
  `CREATE INDEX outbox_tried ON outbox (lane, number, next_attempt_at, not_before) WHERE status = 'pending' AND attempts > 0`,
];

/** A resident is told by a notification of a browser too, in a line of its own; a browser that was never reached yet, in that of requests. */
export const pushes = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

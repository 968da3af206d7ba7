// SQLite cannot change what a column may hold: another takes its name and what is in it.
/**
 * Residents are told by their browsers too, and machines are told. Browsers have a line of their own, one that was never reached yet in that
 * of requests; and so has each machine.
 */
export const browsersAndMachines = [
  'DROP INDEX subscription_phone',
  'ALTER TABLE subscription RENAME COLUMN way TO way_before',
  `ALTER TABLE subscription ADD COLUMN way TEXT NOT NULL DEFAULT 'email' CHECK (way IN ('email', 'sms', 'push'))`,
  'UPDATE subscription SET way = way_before',
  'ALTER TABLE subscription DROP COLUMN way_before',
  `CREATE INDEX subscription_phone ON subscription (address) WHERE way = 'sms'`,
  'DROP INDEX outbox_fresh',
  'DROP INDEX outbox_tried',
  'DROP INDEX outbox_undeliverable',
  'ALTER TABLE outbox DROP COLUMN lane',
  'ALTER TABLE outbox RENAME COLUMN recipient_kind TO kind_before',
  `ALTER TABLE outbox ADD COLUMN recipient_kind TEXT NOT NULL DEFAULT 'contact'
     CHECK (recipient_kind IN ('contact', 'subscription', 'unconfirmed', 'webhook'))`,
  'UPDATE outbox SET recipient_kind = kind_before',
  'ALTER TABLE outbox DROP COLUMN kind_before',
  `ALTER TABLE outbox ADD COLUMN lane TEXT GENERATED ALWAYS AS (CASE
     WHEN recipient_kind = 'webhook' THEN 'webhook/' || recipient_id
     WHEN channel = 'push' THEN CASE about WHEN 'subscription' THEN 'requestPushes' ELSE 'pushes' END
     WHEN recipient_kind = 'contact' THEN CASE channel WHEN 'sms' THEN 'texts' WHEN 'voice' THEN 'calls' ELSE 'contacts' END
     WHEN recipient_kind = 'subscription' AND about <> 'subscription'
       THEN CASE channel WHEN 'sms' THEN 'residentTexts' ELSE 'residents' END
     ELSE CASE channel WHEN 'sms' THEN 'requestTexts' ELSE 'requests' END END) VIRTUAL`,
  `CREATE INDEX outbox_fresh ON outbox (lane, number, not_before) WHERE status = 'pending' AND attempts = 0`,
  `CREATE INDEX outbox_tried ON outbox (lane, number, next_attempt_at, not_before) WHERE status = 'pending' AND attempts > 0`,
  `CREATE INDEX outbox_undeliverable ON outbox (created_at) WHERE status = 'dropped' AND recipient_kind IN ('contact', 'webhook')`,
];

/** A resident is told by mail or by text message, in a line where those who decide do not wait; calls wait for no text message, nor the other way round. */
export const phones = [
  'ALTER TABLE subscription RENAME COLUMN email TO address',
  `ALTER TABLE subscription ADD COLUMN way TEXT NOT NULL DEFAULT 'email' CHECK (way IN ('email', 'sms'))`,
  `CREATE INDEX subscription_phone ON subscription (address) WHERE way = 'sms'`,
  `ALTER TABLE request_mail ADD COLUMN way TEXT NOT NULL DEFAULT 'email'`,
  'DROP INDEX outbox_fresh',
  'DROP INDEX outbox_tried',
  'ALTER TABLE outbox DROP COLUMN lane',
  `ALTER TABLE outbox ADD COLUMN lane TEXT GENERATED ALWAYS AS (CASE
     WHEN recipient_kind = 'contact' THEN CASE channel WHEN 'sms' THEN 'texts' WHEN 'voice' THEN 'calls' ELSE 'contacts' END
     WHEN recipient_kind = 'subscription' AND about <> 'subscription'
       THEN CASE channel WHEN 'sms' THEN 'residentTexts' ELSE 'residents' END
     ELSE CASE channel WHEN 'sms' THEN 'requestTexts' ELSE 'requests' END END) VIRTUAL`,
  `CREATE INDEX outbox_fresh ON outbox (lane, number, not_before) WHERE status = 'pending' AND attempts = 0`,
  `CREATE INDEX outbox_tried ON outbox (lane, number, next_attempt_at, not_before) WHERE status = 'pending' AND attempts > 0`,
];

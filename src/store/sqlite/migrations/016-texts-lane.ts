/** Text messages wait for no mail server, nor mail for their gateway. */
export const textsLane = [
  'DROP INDEX outbox_fresh',
  'DROP INDEX outbox_tried',
  'ALTER TABLE outbox DROP COLUMN lane',
  `ALTER TABLE outbox ADD COLUMN lane TEXT GENERATED ALWAYS AS (CASE
     WHEN channel = 'sms' THEN 'texts'
     WHEN recipient_kind = 'contact' THEN 'contacts'
     WHEN recipient_kind = 'subscription' AND about <> 'subscription' THEN 'residents'
     ELSE 'requests' END) VIRTUAL`,
  `CREATE INDEX outbox_fresh ON outbox (lane, number, not_before) WHERE status = 'pending' AND attempts = 0`,
  `CREATE INDEX outbox_tried ON outbox (lane, number, next_attempt_at, not_before) WHERE status = 'pending' AND attempts > 0`,
];

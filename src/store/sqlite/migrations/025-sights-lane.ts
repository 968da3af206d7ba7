// SQLite cannot change what a column may hold: another takes its name and what is in it.
/** What is told of many gauges at once waits in lines of its own, in which it is told together: it holds up no alert. */
export const sightsLane = [
  'DROP INDEX outbox_fresh',
  'DROP INDEX outbox_tried',
  'ALTER TABLE outbox DROP COLUMN lane',
  'ALTER TABLE outbox RENAME COLUMN about TO about_before',
  `ALTER TABLE outbox ADD COLUMN about TEXT NOT NULL DEFAULT 'alert'
     CHECK (about IN ('level', 'alert', 'gauge', 'sight', 'subscription'))`,
  'UPDATE outbox SET about = about_before',
  'ALTER TABLE outbox DROP COLUMN about_before',
  `ALTER TABLE outbox ADD COLUMN lane TEXT GENERATED ALWAYS AS (CASE
     WHEN recipient_kind = 'webhook' THEN 'webhook/' || recipient_id
     WHEN about = 'sight' AND channel = 'email' THEN 'sights'
     WHEN about = 'sight' AND channel = 'sms' THEN 'sightTexts'
     WHEN channel = 'push' THEN CASE about WHEN 'subscription' THEN 'requestPushes' ELSE 'pushes' END
     WHEN recipient_kind = 'contact' THEN CASE channel WHEN 'sms' THEN 'texts' WHEN 'voice' THEN 'calls' ELSE 'contacts' END
     WHEN recipient_kind = 'subscription' AND about <> 'subscription'
       THEN CASE channel WHEN 'sms' THEN 'residentTexts' ELSE 'residents' END
     ELSE CASE channel WHEN 'sms' THEN 'requestTexts' ELSE 'requests' END END) VIRTUAL`,
  `CREATE INDEX outbox_fresh ON outbox (lane, number, not_before) WHERE status = 'pending' AND attempts = 0`,
  `CREATE INDEX outbox_tried ON outbox (lane, number, next_attempt_at, not_before) WHERE status = 'pending' AND attempts > 0`,
];

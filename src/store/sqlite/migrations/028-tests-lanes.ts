/** What only tries whether messages arrive waits in lines of its own: it holds up nothing that is real, and is held up by nothing. */
export const testsLanes = [
  'DROP INDEX outbox_fresh',
  'DROP INDEX outbox_tried',
  'ALTER TABLE outbox DROP COLUMN lane',
  `ALTER TABLE outbox ADD COLUMN lane TEXT GENERATED ALWAYS AS (CASE
     WHEN is_test = 1 THEN CASE channel WHEN 'sms' THEN 'testTexts' WHEN 'voice' THEN 'testCalls' ELSE 'tests' END
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

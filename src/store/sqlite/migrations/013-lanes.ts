/** Each lane finds its next message without reading what waits in the others. */
export const outboxLanes = [
  `ALTER TABLE outbox ADD COLUMN lane TEXT GENERATED ALWAYS AS (CASE
     WHEN recipient_kind = 'contact' THEN 'contacts'
     WHEN recipient_kind = 'subscription' AND about <> 'subscription' THEN 'residents'
     ELSE 'requests' END) VIRTUAL`,
  // What comes next is at the beginning of one of these, whatever waits in other lanes, is held until the morning or was put off.
  `CREATE INDEX outbox_fresh ON outbox (lane, number, not_before) WHERE status = 'pending' AND attempts = 0`,
  `CREATE INDEX outbox_tried ON outbox (lane, number, next_attempt_at, not_before) WHERE status = 'pending' AND attempts > 0`,
  'DROP INDEX outbox_pending',
];

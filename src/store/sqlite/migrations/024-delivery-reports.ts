/** What gateways report of text messages that they took is kept for a while by itself, and what came of it with the message. */
export const deliveryReports = [
  // Marks of the ids that a report may bear, ours and the gateway's own; messages from before have none.
  'ALTER TABLE outbox ADD COLUMN known_as TEXT',
  'ALTER TABLE outbox ADD COLUMN gateway_id TEXT',
  'ALTER TABLE outbox ADD COLUMN delivered_at INTEGER',
  'ALTER TABLE outbox ADD COLUMN underway_as TEXT',
  'CREATE INDEX outbox_known_as ON outbox (known_as, number) WHERE known_as IS NOT NULL',
  'CREATE INDEX outbox_gateway_id ON outbox (gateway_id, number) WHERE gateway_id IS NOT NULL',
  `CREATE TABLE delivery_report (
    mark TEXT NOT NULL,
    said TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('delivered', 'failed', 'underway')),
    received_at INTEGER NOT NULL,
    PRIMARY KEY (mark, said)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX delivery_report_received ON delivery_report (received_at)',
];

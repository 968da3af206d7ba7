/** Messages that wait for the end of quiet hours or give way to newer ones; how often strangers' addresses are written to. */
export const quietHours = [
  // What a message is about decides what may take its place while it waits; `not_before` is event time, 0: at once.
  `ALTER TABLE outbox ADD COLUMN about TEXT NOT NULL DEFAULT 'alert'
    CHECK (about IN ('level', 'alert', 'gauge', 'subscription'))`,
  'ALTER TABLE outbox ADD COLUMN not_before INTEGER NOT NULL DEFAULT 0',
  `CREATE INDEX outbox_waiting ON outbox (recipient_id, channel, number) WHERE status = 'pending'`,
  // Minutes of the local day; NULL: told at every hour.
  'ALTER TABLE subscription ADD COLUMN quiet_from INTEGER',
  'ALTER TABLE subscription ADD COLUMN quiet_to INTEGER',
  `CREATE INDEX subscription_unconfirmed ON subscription (commune, requested_at) WHERE confirmed_at IS NULL`,
  // How often an address that anybody may type has been written to; the address itself is not kept.
  'CREATE TABLE request_mail (address_hash TEXT NOT NULL, at INTEGER NOT NULL) STRICT',
  'CREATE INDEX request_mail_address ON request_mail (address_hash, at)',
  'CREATE INDEX request_mail_age ON request_mail (at)',
];

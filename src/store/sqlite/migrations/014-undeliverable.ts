/** What never reached those who decide is asked for at each look at the service's health: of all that was ever dropped it is a few rows. */
export const undeliverable = [
  `CREATE INDEX outbox_undeliverable ON outbox (created_at) WHERE status = 'dropped' AND recipient_kind = 'contact'`,
];

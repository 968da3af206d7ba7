/**
 * Since when a machine has not been told is asked for at each look at the service's health: what it was sent is a small part of all,
 * and what it took is passed over without its long text.
 */
export const outboxOfMachine = [
  `CREATE INDEX outbox_of_machine ON outbox (recipient_id, number, status) WHERE recipient_kind = 'webhook'`,
];

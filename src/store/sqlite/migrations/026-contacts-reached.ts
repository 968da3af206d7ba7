/** Whether a contact was reached since is asked of each message that was refused: among thousands that residents got, it is found at once. */
export const contactsReached = [
  `CREATE INDEX outbox_reached ON outbox (commune, recipient_id, channel, number) WHERE status = 'sent' AND recipient_kind = 'contact'`,
];

/**
 * Of each message it is asked whether another to the same person of the same commune must go first. An officer of three hundred communes has
 * thousands waiting while mail is down: those of other communes are not read for it.
 */
export const waitingByCommune = [
  'DROP INDEX outbox_waiting',
  `CREATE INDEX outbox_waiting ON outbox (recipient_id, channel, commune, number) WHERE status = 'pending'`,
];

/** What a person is told by who gave an address: a mailbox or a phone. */
export type Way = 'email' | 'sms';

/** A resident is told by a browser too, which gives an address of its own. */
export const residentWays = ['email', 'sms', 'push'] as const;
export type ResidentWay = (typeof residentWays)[number];

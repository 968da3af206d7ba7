/** What a person is told by who gave an address: a mailbox or a phone. */
export type Way = 'email' | 'sms';

/** A resident is told by a browser too, which gives an address of its own. */
export type ResidentWay = Way | 'push';

/** What a person is told by: a mailbox or a phone. */
export type Way = 'email' | 'sms';

import { type ChannelName, type Delivery, NOT_ON_PHONE, noChannel } from '../../notification/outbox.ts';
import type { TestMessages } from '../../notification/tried/test-messages.ts';

/** What became of one test, by each way to the person. */
export type Outcomes = ReturnType<TestMessages['outcomes']>;

const mailWords = {
  way: 'mail',
  by: '',
  taker: 'mail server',
  look: 'Check that it has arrived: it may be in the spam folder.',
};
const channelWords: Record<ChannelName, typeof mailWords> = {
  log: mailWords,
  email: mailWords,
  sms: {
    way: 'text message',
    by: ' by text message',
    taker: 'gateway for text messages',
    look: 'Check that it has arrived on the phone.',
  },
  push: mailWords,
  voice: {
    way: 'call',
    by: ' by call',
    taker: 'gateway for calls',
    look: 'Check that the phone rings, also at night, and that the voice can be understood.',
  },
  webhook: {
    way: 'webhook',
    by: ' by webhook',
    taker: 'machine',
    look: 'Check that it has done nothing but note it: it was no alert.',
  },
};

export function isPending({ delivery }: Outcomes[number]): boolean {
  return delivery.status === 'pending';
}

/** Whether it was taken, and its taker reported afterwards that it did not arrive. */
function isLost(delivery: Delivery): boolean {
  return delivery.status === 'dropped' && delivery.reason.startsWith(NOT_ON_PHONE);
}

/** @example lineOf(…) // 'mayor: mail accepted; text message refused: no credit' */
export function lineOf(ways: Outcomes): string {
  const said = ways.map(({ channel, delivery }) => {
    const way = channelWords[channel].way;
    if (delivery.status === 'dropped')
      return `${way} ${isLost(delivery) ? 'accepted, but' : 'refused:'} ${delivery.reason}`;
    return `${way} ${delivery.status === 'sent' ? 'accepted' : 'not answered within a minute'}`;
  });
  return `${ways[0]?.recipient.id}: ${said.join('; ')}`;
}

export function tellOne(ways: Outcomes, file: string, out: (line: string) => void): void {
  if (ways.some(isPending))
    out('No answer within a minute: the service still tries it, once. The staff page shows what becomes of it.');
  else for (const { channel, delivery } of ways) tell(channel, delivery, file, out);
}

function tell(channel: ChannelName, delivery: Delivery, file: string, out: (line: string) => void): void {
  const { by, taker, look } = channelWords[channel];
  if (delivery.status === 'sent') {
    out(`The ${taker} accepted it: ${delivery.providerId ?? 'yes'}`);
    out(look);
  }
  if (delivery.status !== 'dropped') return;
  out(
    isLost(delivery) ? `The ${taker} accepted it, but ${delivery.reason}` : `It was not sent${by}: ${delivery.reason}`,
  );
  if (delivery.reason === noChannel('email'))
    out(
      `Set mail in ${file} (host, from), and AMONT_SMTP_PASSWORD where the server asks for one; then start the service again.`,
    );
}
